//! Names that are also words.

/// Names that are also words of the language: alone they are names only where they begin with a large letter.
const COMMON: &str = " abbey abbot ace angel april arch archer art ash autumn bailey baker banks barber barker basil bay \
                      beck bell berry best bill bird bishop black blake bliss bloom blue bolt bond booth boy branch brand \
                      brandy bridge bright brook brooke brooks brown buck bull bunny burn burns bush butcher butler candy \
                      cane cannon carpenter carter case cash castle chance chandler chase cherry chip christian christmas \
                      church clay cliff cloud cole cook coral cotton court cox crane crisp cross crystal curry daily daisy \
                      dale dawn day dean dear destiny dick dove drake drew duke dusty earl early east eden elder english \
                      eve fair faith farmer fern field finch fish fisher fleming flint flora flower flowers ford forest \
                      foster fountain fox frank free freeman french frost gale gardener gates gay gene gentle ginger glass \
                      glen glory gold golden good gore grace grand grant gray green grey grove guy hale hall hand hardy \
                      harmony harp hart haven hay hazel head heart heath heather heaven hill holiday holly home honour \
                      hook hope hunt hunter iris iron ivory ivy jay jet jewel joy judge june juniper justice king kitty \
                      knight lady lake lamb lance lane lark laurel law lee lilac lily little long lord love lucky lynch \
                      major mark marsh marshall mason may mays meadow mercy merry miles mill miller mills milo mint misty \
                      moon moor moss myrtle newman nick noble noel north nurse oak olive opal pace page paige paris park \
                      parker parks parsons patience peace peach pearl peg penny pepper perry petal pierce piper plum pool \
                      pope poppy porter potter pound power precious price priest primrose prince princess prior prudence \
                      queen rain ray rich rider ridge river rivers rob robin rock rod rose rosemary rowan ruby rush rusty \
                      ruth sage sailor sally sand sandy savage scarlet scout shade sharp shepherd short silver singer skip \
                      sky small smart snow sparrow speed spring star steel stone storm strange street strong sue summer \
                      summers sun sunny swan sweet swift temple thorn tiger trinity true turner valentine valley van \
                      victory violet wade walker wall wallace ward water waters weaver wells west wheeler white wild will \
                      willow wills win winter wise wolf wood woods wren young ";

/// True if a word, in small letters, is a word of the language too, or a single letter.
pub(super) fn is_common(word: &str) -> bool {
    word.chars().nth(1).is_none() && word.chars().all(char::is_alphabetic) || COMMON.contains(&format!(" {word} "))
}
