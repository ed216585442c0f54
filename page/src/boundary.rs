//! The boundary to the browser: bytes in, bytes out. Nothing else here is unsafe, and no other file is.
//!
//! A request is written into memory that [`reserve`] gives; [`answer`] takes it back and returns the reply, its length in four
//! bytes before it; [`release`] frees the reply. A panic is told to the browser in words before the program stops.

#![allow(unsafe_code, reason = "the browser can hand over bytes in no other way")]

use std::sync::Once;

#[link(wasm_import_module = "page")]
unsafe extern "C" {
    /// Takes the words of a panic.
    fn panicked(words: *const u8, length: usize);
}

static HOOK: Once = Once::new();

/// Returns memory for a request of `length` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn reserve(length: usize) -> *mut u8 {
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|info| {
            let words = info.to_string();
            // SAFETY: the words are there until the browser has copied them, which it does before it returns.
            unsafe { panicked(words.as_ptr(), words.len()) };
        }));
    });
    Box::into_raw(vec![0_u8; length].into_boxed_slice()).cast()
}

/// Answers the request of `length` bytes at `request`, which [`reserve`] gave.
///
/// # Safety
/// `request` and `length` are those of one call of [`reserve`], and are used once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn answer(request: *mut u8, length: usize) -> *mut u8 {
    // SAFETY: the caller says that this is memory of `reserve`, and that nobody else uses it.
    let request = unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(request, length)) };
    let reply = crate::answer(&request);
    drop(request);
    let size = u32::try_from(reply.len()).unwrap_or_default();
    let mut bytes = Vec::with_capacity(reply.len() + 4);
    bytes.extend(size.to_le_bytes());
    bytes.extend(reply);
    Box::into_raw(bytes.into_boxed_slice()).cast()
}

/// Frees a reply of `length` bytes, the four before it not counted.
///
/// # Safety
/// `reply` is what [`answer`] returned, and is freed once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn release(reply: *mut u8, length: usize) {
    // SAFETY: the caller says that this is a reply of `answer`, whose length is that in its first four bytes.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(reply, length + 4)) });
}
