//! Documents as WordprocessingML (.docx): real headings, lists and tables with header rows, and the same bytes each time.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::xml::escaped;
use crate::report::doc::{Block, Cell, Doc, Finding, Item, Line, Span, Table};
use crate::review::Grade;

/// Writes a document.
///
/// # Errors
/// Where the archive cannot be written; one in memory always can.
pub(in crate::report) fn write(doc: &Doc) -> Result<Vec<u8>, zip::result::ZipError> {
    let has_title = matches!(doc.blocks.first(), Some(Block::Title { .. }));
    let title = if has_title { String::new() } else { styled("Title", &run(&doc.title, "")) };
    let body = format!("{title}{}", blocks(&doc.blocks, 1));
    let document = format!(
        "{XML}<w:document xmlns:w=\"{W}\"><w:body>{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" \
         w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    );
    let core = format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>casegrade</dc:creator>\
         <dc:language>en-GB</dc:language></cp:coreProperties>",
        escaped(&doc.title)
    );
    archive(&[
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", core),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.to_owned()),
        ("word/styles.xml", styles()),
        ("word/numbering.xml", NUMBERING.to_owned()),
    ])
}

/// An archive of these parts; it does not tell when it was written.
fn archive(parts: &[(&str, String)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn blocks(blocks: &[Block], level: usize) -> String {
    blocks.iter().map(|block| one(block, level)).collect()
}

fn one(block: &Block, level: usize) -> String {
    match block {
        Block::Title { title, aside } => {
            styled("Title", &line(title))
                + &if aside.is_empty() { String::new() } else { styled("Caption", &line(aside)) }
        }
        Block::Paragraph(text) | Block::Statement(text) => styled("Normal", &line(text)),
        Block::Section { title, aside, blocks, .. } => {
            let heading = styled(&format!("Heading{}", level.min(4)), &line(title));
            let aside = if aside.is_empty() { String::new() } else { styled("Caption", &line(aside)) };
            heading + &aside + &self::blocks(blocks, level + 1)
        }
        Block::Group { title, blocks } => {
            let is_heading = matches!(title.0.first(), Some(Span::Strong(_)));
            let style = if is_heading { format!("Heading{}", level.min(4)) } else { "Lead".to_owned() };
            styled(&style, &line(title)) + &self::blocks(blocks, level + 1)
        }
        Block::List { items, is_checklist } => items.iter().map(|own| item(own, *is_checklist)).collect(),
        Block::Table(own) => table(own, level),
        Block::Plot(_) => String::new(),
        Block::Findings(findings) => findings.iter().map(finding).collect(),
        Block::Notes(notes) => notes.iter().map(|note| styled("Note", &line(note))).collect(),
    }
}

fn item(item: &Item, is_checklist: bool) -> String {
    let (style, mark) = if is_checklist {
        ("Normal", run(if item.is_done { "☒ " } else { "☐ " }, ""))
    } else {
        ("ListBullet", String::new())
    };
    let own = styled(style, &format!("{mark}{}", line(&item.line)));
    let places =
        item.places.iter().map(|place| styled("Place", &run(format!("{} {}", place.text, place.path).trim(), "")));
    let more = item.more.iter().map(|more| styled("Place", &line(more)));
    own + &places.chain(more).collect::<String>()
}

fn finding(finding: &Finding) -> String {
    let level = if finding.is_error { "error" } else { "warning" };
    let head = run(&format!("{level} ({}): ", finding.code), "<w:b/>") + &run(&finding.message, "");
    let places = finding.excerpts.iter().map(|own| styled("Place", &run(&format!("{}:{}", own.name, own.line), "")));
    let rest = finding.notes.iter().chain(&finding.help).map(|text| styled("Normal", &run(text, "")));
    styled("Normal", &head) + &places.chain(rest).collect::<String>()
}

fn table(table: &Table, level: usize) -> String {
    let title = if table.title.is_empty() {
        String::new()
    } else {
        styled(&format!("Heading{}", level.min(4)), &run(&table.title, ""))
    };
    let heads = table.columns.iter().map(|column| cell_of(&run(&column.head, "<w:b/>"), column.is_number, None));
    let header = format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{}</w:tr>", heads.collect::<String>());
    let rows = table.rows.iter().map(|cells| {
        let cells = cells.iter().zip(&table.columns);
        let cells: String =
            cells.map(|(cell, column)| cell_of(&self::cell(cell), column.is_number, cell.grade())).collect();
        format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    });
    let grid: String = table.columns.iter().map(|_| "<w:gridCol/>").collect();
    let legend: String = table.legend.iter().map(|own| styled("Note", &line(own))).collect();
    format!(
        "{title}<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
         <w:tblLook w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
         </w:tblPr><w:tblGrid>{grid}</w:tblGrid>{header}{}</w:tbl>{legend}<w:p/>",
        rows.collect::<String>()
    )
}

#[allow(clippy::wildcard_enum_match_arm, reason = "all other variants are treated alike")]
fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Grade(text, _) => run(text, "<w:b/>"),
        Cell::Stack(lines) => lines.iter().map(|text| run(text, "")).collect::<Vec<_>>().join("<w:r><w:br/></w:r>"),
        _ => run(&cell.words(", ", 12), ""),
    }
}

fn cell_of(runs: &str, is_number: bool, grade: Option<Grade>) -> String {
    let shade = grade.map_or_else(String::new, |grade| {
        format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>", tint(grade))
    });
    let align = if is_number { "<w:jc w:val=\"right\"/>" } else { "" };
    format!(
        "<w:tc><w:tcPr>{shade}</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"TableText\"/>{align}</w:pPr>{runs}</w:p></w:tc>"
    )
}

/// A tint that black text stands out from.
fn tint(grade: Grade) -> &'static str {
    match grade.rank() {
        0 => "F6D0CC",
        1 => "FFF2B3",
        2 => "CFE8D9",
        _ => "CFE0F3",
    }
}

fn line(line: &Line) -> String {
    line.0.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span {
        Span::Text(text) => run(text, ""),
        Span::Strong(text) | Span::Grade(text, _) => run(text, "<w:b/>"),
        Span::Faint(text) => run(text, "<w:color w:val=\"505A5F\"/>"),
        Span::Id(id) => run(&format!(" ({id})"), "<w:color w:val=\"505A5F\"/>"),
    }
}

fn styled(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

fn run(text: &str, properties: &str) -> String {
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

const DOCUMENT_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" Target=\"numbering.xml\"/></Relationships>";

const NUMBERING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
<w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"360\" w:hanging=\"360\"/></w:pPr></w:lvl>\
</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";

/// The styles of paragraphs: id, name, paragraph properties and run properties.
const STYLES: &[(&str, &str, &str, &str)] = &[
    ("Title", "Title", "<w:keepNext/><w:spacing w:after=\"60\"/>", "<w:b/><w:sz w:val=\"40\"/>"),
    (
        "Heading1",
        "heading 1",
        "<w:keepNext/><w:spacing w:before=\"320\" w:after=\"100\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:sz w:val=\"30\"/>",
    ),
    (
        "Heading2",
        "heading 2",
        "<w:keepNext/><w:spacing w:before=\"220\" w:after=\"80\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:sz w:val=\"25\"/>",
    ),
    (
        "Heading3",
        "heading 3",
        "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"60\"/><w:outlineLvl w:val=\"2\"/>",
        "<w:b/><w:sz w:val=\"22\"/>",
    ),
    (
        "Heading4",
        "heading 4",
        "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"40\"/><w:outlineLvl w:val=\"3\"/>",
        "<w:b/><w:i/>",
    ),
    ("Lead", "Lead", "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"40\"/>", "<w:b/>"),
    ("Caption", "caption", "<w:spacing w:after=\"80\"/>", "<w:color w:val=\"505A5F\"/>"),
    (
        "ListBullet",
        "List Bullet",
        "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"40\"/>",
        "",
    ),
    (
        "Place",
        "Place",
        "<w:spacing w:after=\"60\"/><w:ind w:left=\"360\"/>",
        "<w:color w:val=\"505A5F\"/><w:sz w:val=\"17\"/>",
    ),
    ("Note", "Note", "<w:spacing w:before=\"80\" w:after=\"40\"/>", "<w:sz w:val=\"18\"/>"),
    ("TableText", "Table Text", "<w:spacing w:before=\"30\" w:after=\"30\"/>", "<w:sz w:val=\"19\"/>"),
];

/// The part of the document that describes its styles.
fn styles() -> String {
    let style = |(id, name, paragraph, run): &(&str, &str, &str, &str)| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    let own: String = STYLES.iter().map(style).collect();
    format!(
        "{XML}<w:styles xmlns:w=\"{W}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" \
         w:cs=\"Arial\"/><w:sz w:val=\"21\"/><w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
         <w:pPr><w:spacing w:after=\"100\"/></w:pPr></w:style>{own}\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>\
         <w:top w:val=\"single\" w:sz=\"4\" w:color=\"B1B4B6\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:color=\"B1B4B6\"/>\
         <w:insideH w:val=\"single\" w:sz=\"4\" w:color=\"B1B4B6\"/></w:tblBorders></w:tblPr></w:style></w:styles>"
    )
}
