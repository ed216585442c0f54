//! Unpacks the program of the page: bytes of a `.lzma` file in, the program out.
//!
//! The packed bytes are written into memory that [`reserve`] gives; [`unpack`] takes it back and returns the program, its
//! length in four bytes before it. Where the bytes are damaged, that length is 0. The memory goes with the instance, which is
//! used once.

#![allow(unsafe_code, reason = "the browser can hand over bytes in no other way")]

use std::io::Read;

use lzma_rust2::LzmaReader;

/// Returns memory for `length` packed bytes.
#[unsafe(no_mangle)]
pub extern "C" fn reserve(length: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; length].into_boxed_slice()).cast()
}

/// Unpacks the `length` bytes at `packed`, which [`reserve`] gave.
///
/// # Safety
/// `packed` and `length` are those of one call of [`reserve`], and are used once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unpack(packed: *mut u8, length: usize) -> *mut u8 {
    // SAFETY: the caller says that this is memory of `reserve`, and that nobody else uses it.
    let packed = unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(packed, length)) };
    let mut reply = vec![0_u8; 4];
    let size = match LzmaReader::new_mem_limit(&*packed, u32::MAX, None) {
        Ok(mut reader) => reader.read_to_end(&mut reply).unwrap_or_default(),
        Err(_) => 0,
    };
    if let Some(head) = reply.first_chunk_mut() {
        *head = u32::try_from(size).unwrap_or_default().to_le_bytes();
    }
    Box::into_raw(reply.into_boxed_slice()).cast()
}
