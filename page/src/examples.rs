//! The examples inside the page, all of them fictional.

use crate::message::Files;

macro_rules! example {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../examples/", $name)).as_slice())
    };
}

/// A file of an example: its path in `examples`, and what it holds.
type File = (&'static str, &'static [u8]);

/// Each example with its files.
const EXAMPLES: [(&str, &[File]); 3] = [
    ("draft", &[example!("documents/ostrey-draft.docx")]),
    ("review", &[example!("fictional/child-k.toml"), example!("fictional/child-k.judgement.toml")]),
    (
        "set",
        &[
            example!("fictional/brackenholt-2009.toml"),
            example!("fictional/brackenholt-2009.judgement.toml"),
            example!("fictional/calderwick-2010.toml"),
            example!("fictional/calderwick-2010.judgement.toml"),
            example!("fictional/child-k.toml"),
            example!("fictional/child-k.judgement.toml"),
            example!("fictional/harrowmere-2008.toml"),
            example!("fictional/harrowmere-2008.judgement.toml"),
            example!("fictional/linmouth-2009.toml"),
            example!("fictional/linmouth-2009.judgement.toml"),
            example!("fictional/llanwydd-2010.toml"),
            example!("fictional/llanwydd-2010.judgement.toml"),
            example!("fictional/ostrey-2010.toml"),
            example!("fictional/ostrey-2010.judgement.toml"),
            example!("fictional/wexcombe-2009.toml"),
            example!("fictional/wexcombe-2009.judgement.toml"),
        ],
    ),
];

/// Returns the files of an example, each under its name without folders.
pub fn files(name: &str) -> Files {
    let own = EXAMPLES.iter().find(|(own, _)| *own == name).map_or(&[][..], |(_, files)| files);
    let short = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    own.iter().map(|(path, bytes)| (short(path), bytes.to_vec())).collect()
}
