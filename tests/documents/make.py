"""Makes the documents in this folder, and the one in examples/documents: python3 make.py (needs python-docx 1.2, LibreOffice 7.4 as `soffice`).

Everything in them is FICTIONAL. The tests read the files that are committed and need neither of the two. Files are
written without the time of day, so that making them again changes nothing but what changed here.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

HERE = pathlib.Path(__file__).parent
NS = nsdecls("w")


LEFT_OUT = ("customXml/", "docProps/thumbnail")
# What leads to a part that is left out, and what says of which kind it is.
LEADS_THERE = re.compile(rb'<(?:Relationship|Override)\b[^>]*"/?(?:\.\./)*(?:customXml/|docProps/thumbnail)[^>]*/>')


def repack(path, change=lambda name, data: data, extra=()):
    """Writes an archive again, with every date the same, each part as `change` gives it (None leaves it out)."""
    with zipfile.ZipFile(path) as archive:
        parts = [(item.filename, archive.read(item)) for item in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts + list(extra):
            data = change(name, data)
            if data is not None and not name.startswith(LEFT_OUT):
                if name.endswith(".rels") or name == "[Content_Types].xml":
                    data = LEADS_THERE.sub(b"", data)
                info = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                archive.writestr(info, data)


def save(document, name, change=lambda name, data: data, extra=()):
    path = HERE / name
    document.save(path)
    repack(path, change, extra)


def run(paragraph, xml):
    """Adds raw XML to a paragraph."""
    paragraph._p.append(parse_xml(xml))


def structure():
    """Headings, paragraphs, lists by style, a table with merged and nested cells."""
    document = docx.Document()
    document.add_heading("A review of a family in Ostrey", 0)
    document.add_paragraph("FICTIONAL: no such place and no such family.")
    document.add_heading("Introduction", 1)
    document.add_paragraph("First paragraph.")
    document.add_paragraph("")
    second = document.add_paragraph("Second paragraph, ")
    second.add_run("in bold").bold = True
    second.add_run(", with a tab\tand a line\nbreak.")
    document.add_heading("What we asked", 2)
    document.add_paragraph("What was daily life like?", style="List Bullet")
    document.add_paragraph("Who spoke with the child?", style="List Bullet 2")
    document.add_paragraph("First step", style="List Number")
    document.add_paragraph("Second step", style="List Number")
    own = document.styles.add_style("Chapter", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Heading 1"]
    document.add_paragraph("A heading by a style of its own", style="Chapter")
    direct = document.add_paragraph("A heading by its own outline level")
    direct._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {NS} w:val="1"/>'))
    table = document.add_table(4, 4)
    for row in range(4):
        for column in range(4):
            table.cell(row, column).text = f"r{row + 1}c{column + 1}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "two columns"
    table.cell(1, 3).merge(table.cell(3, 3)).text = "three rows"
    table.cell(2, 0).text = ""
    table.cell(2, 1).text = "one"
    table.cell(2, 1).add_paragraph("two")
    inner = table.cell(2, 2).add_table(2, 2)
    for row in range(2):
        for column in range(2):
            inner.cell(row, column).text = f"inner {row + 1}.{column + 1}"
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "A frame of one cell is a paragraph."
    document.add_paragraph("After the tables.")
    document.sections[0].header.paragraphs[0].text = "The header is not text."
    document.sections[0].footer.paragraphs[0].text = "The footer is not text."
    save(document, "structure.docx")


def inline():
    """What stands inside paragraphs: changes, fields, links, controls, boxes, notes, hidden text."""
    document = docx.Document()
    document.add_heading("Inside paragraphs", 1)
    add = document.add_paragraph
    changed = add("Kept, ")
    run(changed, f'<w:ins {NS} w:id="1" w:author="a"><w:r><w:t>inserted</w:t></w:r></w:ins>')
    run(changed, f'<w:del {NS} w:id="2" w:author="a"><w:r><w:delText>deleted</w:delText></w:r></w:del>')
    run(changed, f'<w:moveFrom {NS} w:id="3" w:author="a"><w:r><w:t>moved away</w:t></w:r></w:moveFrom>')
    run(changed, f'<w:moveTo {NS} w:id="4" w:author="a"><w:r><w:t>, moved here</w:t></w:r></w:moveTo>')
    deleted_mark = add("A paragraph whose end was deleted")
    deleted_mark._p.get_or_add_pPr().append(
        parse_xml(f'<w:rPr {NS}><w:del w:id="5" w:author="a"/></w:rPr>'))
    add(" goes on here.")
    was_heading = add("This was a heading before it was changed.")
    was_heading._p.get_or_add_pPr().append(parse_xml(
        f'<w:pPrChange {NS} w:id="6" w:author="a"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>'))
    link = add("A ")
    run(link, f'<w:hyperlink {NS} w:anchor="x"><w:r><w:t>link</w:t></w:r></w:hyperlink>')
    run(link, f'<w:sdt {NS}><w:sdtPr/><w:sdtContent><w:r><w:t>, a control</w:t></w:r></w:sdtContent></w:sdt>')
    run(link, f'<w:sdt {NS}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r>'
              '</w:sdtContent></w:sdt>')
    run(link, f'<w:fldSimple {NS} w:instr="REF x"><w:r><w:t>, a field</w:t></w:r></w:fldSimple>')
    field = add("Page ")
    for part in ('<w:fldChar w:fldCharType="begin"/>', "<w:instrText>PAGE</w:instrText>", "<w:t>not this</w:t>",
                 '<w:fldChar w:fldCharType="separate"/>', "<w:t>7</w:t>", '<w:fldChar w:fldCharType="end"/>'):
        run(field, f"<w:r {NS}>{part}</w:r>")
    signs = add("")
    run(signs, f"<w:r {NS}><w:t>co</w:t><w:softHyphen/><w:t>op\u00aderate, self</w:t><w:noBreakHyphen/>"
               "<w:t>harm, Rhys &amp; Mair &#8211; &lt;none&gt;</w:t></w:r>")
    run(signs, f'<w:r {NS}><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>')
    right = add("‏עברית‏ and combining e\u0301 and \u0627\u0644\u0639\u0631\u0628\u064a\u0629")
    right.add_run(".")
    boxed = add("A paragraph with a text box.")
    box = ('<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>')
    run(boxed, f'<w:r {NS} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
               'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
               'xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
               f'<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>'
               f'<v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>')
    noted = add("A claim.")
    run(noted, f'<w:r {NS}><w:footnoteReference w:id="2"/></w:r>')
    add("After the note.")
    contents = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Inside paragraphs\t1", style=contents)
    row = document.add_table(3, 2)
    for number, cells in enumerate(row.rows):
        for at, cell in enumerate(cells.cells):
            cell.text = f"row {number + 1}, {at + 1}"
    row.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {NS} w:id="7" w:author="a"/>'))
    control = parse_xml(f'<w:sdt {NS}><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>A block in a control.</w:t></w:r></w:p>'
                        '</w:sdtContent></w:sdt>')
    document.element.body.insert(len(document.element.body) - 1, control)
    notes = (f'<w:footnotes {NS}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>'
             '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t> The source of the claim.</w:t></w:r></w:p></w:footnote>'
             "</w:footnotes>").encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"

    def change(name, data):
        if name == "word/_rels/document.xml.rels":
            own = f'<Relationship Id="rIdNotes" Type="{kind}" Target="footnotes.xml"/></Relationships>'
            return data.replace(b"</Relationships>", own.encode())
        return data

    save(document, "inline.docx", change, [("word/footnotes.xml", notes)])


def numbered():
    """Numbers that Word counts: headings `1`, `1.1`, recommendations, letters, a list that starts anew."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    level = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    kinds = [
        (90, [(0, 1, "decimal", "%1"), (1, 1, "decimal", "%1.%2")]),
        (91, [(0, 1, "decimal", "Recommendation %1:"), (1, 1, "lowerLetter", "(%2)"), (2, 1, "upperRoman", "%3.")]),
        (92, [(0, 1, "bullet", "-")]),
    ]
    first = numbering.find(qn("w:num"))
    for number, levels in kinds:
        body = "".join(level.format(*one) for one in levels)
        first.addprevious(parse_xml(f'<w:abstractNum {NS} w:abstractNumId="{number}">{body}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {NS} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    numbering.append(parse_xml(f'<w:num {NS} w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
    numbering.append(parse_xml(f'<w:num {NS} w:numId="92"><w:abstractNumId w:val="92"/></w:num>'))
    numbering.append(parse_xml(
        f'<w:num {NS} w:numId="93"><w:abstractNumId w:val="91"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"))

    def add(text, number, depth, style=None):
        paragraph = document.add_paragraph(text, style=style)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {NS}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'))

    add("Background", 90, 0, "Heading 1")
    add("The family", 90, 1, "Heading 2")
    add("The agencies", 90, 1, "Heading 2")
    add("Learning", 90, 0, "Heading 1")
    add("What we found", 90, 1, "Heading 2")
    for text, depth in [("Show earlier notices.", 0), ("to workers", 1), ("to managers", 1), ("in writing", 2),
                        ("Offer supervision.", 0), ("to all", 1)]:
        add(text, 91, depth)
    add("A bullet has no number.", 92, 0)
    add("A list that starts at five.", 93, 0)
    add("Not numbered at all.", 0, 0, "List Number")
    save(document, "numbered.docx")


def german():
    """A style id in another language: only the style's name says that it is a heading."""
    document = docx.Document()
    document.add_paragraph("Bericht", style="Title")
    document.add_heading("Erkenntnisse", 1)
    document.add_paragraph("Ein Absatz über Größe und Maß.")

    def change(name, data):
        if name in ("word/document.xml", "word/styles.xml"):
            for id, own in [(b"Heading1", b"berschrift1"), (b"Title", b"Titel")]:
                for place in (b'w:styleId="', b'<w:pStyle w:val="', b'<w:basedOn w:val="'):
                    data = data.replace(place + id + b'"', place + own + b'"')
            return data
        return data

    save(document, "german.docx", change)


def grid(document, rows):
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    return table


def plans():
    """Action plans as they are met: a title row, a banner, merged cells, a heading repeated, a bare lead, two columns for one thing."""
    document = docx.Document()
    document.add_heading("Safeguarding adults review: Adult M", 0)
    document.add_paragraph("FICTIONAL: no such place and no such person.")
    document.add_paragraph("Wexcombe Safeguarding Adults Board")
    table = grid(document, [["Date of death", "3 May 2024"], ["Review commissioned", "June 2024"],
                            ["Date of report", "31/01/2024"], ["Report date", "28 February 2025"]])
    document.add_paragraph("Time period: January 2023 – 3 May 2024")
    document.add_paragraph("The report was published on 4 April 2025.")
    document.add_heading("Review panel", 1)
    document.add_paragraph("Jane Example, Independent Chair", style="List Bullet")
    document.add_paragraph("Head of Safeguarding, Wexcombe Council", style="List Bullet")
    document.add_paragraph("John Example", style="List Bullet")
    document.add_paragraph("Named nurse – Wexcombe Hospitals NHS Trust", style="List Bullet")
    document.add_heading("The author", 1)
    document.add_paragraph("The author is independent of all agencies in Wexcombe.")
    document.add_heading("Learning", 1)
    document.add_paragraph("Learning point 1: the care plan was not shared.")
    document.add_paragraph("Learning point 2 was drafted and dropped.")
    box = document.add_table(1, 1)
    box.cell(0, 0).text = "Learning point 3 – the review of needs came late"
    document.add_heading("Recommendations", 1)
    document.add_heading("Recommendation 1", 2)
    document.add_paragraph("Share care plans between wards.")
    document.add_heading("Recommendation 2: review needs every year", 2)
    document.add_paragraph("This heading says it all.")
    document.add_heading("Action plan", 1)
    plan = grid(document, [
        ["Action plan of the board", "", "", "", "", ""],
        ["Ref", "Learning point", "Action", "Lead", "Target date", "Evidence of completion and outcome"],
        ["Theme one: sharing", "", "", "", "", ""],
        ["1.1", "LP 1", "Share care plans between wards.", "Head of nursing", "30th June 2025", "Audit"],
        ["1.2", "3", "Agree who reviews", "Commissioner", "Sept 2025", "Dip sample"],
        ["", "", "", "Ward manager", "Dec 2025", ""],
        ["Ref", "Learning point", "Action", "Lead", "Target date", "Evidence of completion and outcome"],
        ["1.3", "", "Tell families", "-", "03/04/2026", "N/A"],
        ["", "", "", "", "", ""],
    ])
    plan.cell(0, 0).merge(plan.cell(0, 5))
    plan.cell(2, 0).merge(plan.cell(2, 5))
    plan.cell(4, 2).merge(plan.cell(5, 2))
    grid(document, [["Recommendation", "Organisation", "Lead officer", "Deadline", "Revised date", "Progress"],
                    ["Train staff", "Wexcombe Council", "Training manager", "2025-09-01", "1 May 2026", "done"],
                    ["Show \\ \"quotes\" and 'these'", "Wexcombe Council / Police", "", "by end of March 2026", "", ""]])
    grid(document, [["Agency", "Number of visits"], ["Police", "3"]])
    save(document, "plans.docx")


def example():
    """examples/documents/ostrey-draft.docx: what ostrey-draft.md says, in Word."""
    folder = HERE.parent.parent / "examples" / "documents"
    document = docx.Document()
    rows = []

    def plain(text):
        return text.replace("**", "")

    def flush():
        if rows:
            grid(document, [row for at, row in enumerate(rows) if at != 1]).style = "Table Grid"
            rows.clear()

    for line in (folder / "ostrey-draft.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            rows.append([plain(cell.strip()) for cell in line.strip("|").split("|")])
            continue
        flush()
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#")) - 1
            document.add_heading(line.lstrip("# "), level)
        elif line.startswith("- "):
            document.add_paragraph(plain(line[2:]), style="List Bullet")
        elif re.match(r"\d+\. ", line):
            document.add_paragraph(plain(line.split(" ", 1)[1]), style="List Number")
        elif line:
            document.add_paragraph(plain(line))
    flush()
    document.save(folder / "ostrey-draft.docx")
    repack(folder / "ostrey-draft.docx")


OPEN = """<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>
<h1>Overview</h1><p>FICTIONAL. The first paragraph of a report from another program.</p>
<h2>Findings</h2><ol><li>Notices were read one at a time</li><li>Visits were short</li></ol><ul><li>A bullet<ul><li>below it</li>
</ul></li></ul>
<table border="1"><tr><td colspan="2">Action plan</td><td>By when</td></tr>
<tr><td>Show notices</td><td rowspan="2">Head of team</td><td>31 March 2027</td></tr>
<tr><td>Offer supervision</td><td></td></tr></table>
<p>Rhys &amp; Mair&nbsp;said so.<br>On a new line.</p></body></html>
"""


def office():
    """The same text as LibreOffice writes it, as .docx and as .odt, and structure.docx as .odt."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "office.html").write_text(OPEN, encoding="utf-8")
        shutil.copy(HERE / "structure.docx", folder / "structure.docx")
        shutil.copy(HERE / "inline.docx", folder / "inline.docx")

        def convert(name, kind):
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind, name],
                cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        convert("office.html", "odt:writer8")
        convert("office.odt", "docx:MS Word 2007 XML")
        convert("structure.docx", "odt")
        convert("inline.docx", "odt")
        for made, kept in [("office.docx", "office.docx"), ("office.odt", "office.odt"),
                           ("structure.odt", "structure.odt"), ("inline.odt", "inline.odt")]:
            shutil.copy(folder / made, HERE / kept)
            repack(HERE / kept, lambda name, data: None if name.startswith(("Thumbnails", "Configurations")) else undated(data))


def parts():
    """What only OpenDocument has: made with odfpy 1.4, since LibreOffice drops some of it on its way from Word."""
    from odf import draw, opendocument, style, table, text
    from odf.element import Text

    document = opendocument.OpenDocumentText()
    heading = style.Style(name="Heading_20_1", family="paragraph", defaultoutlinelevel="1")
    hidden = style.Style(name="Unseen", family="text")
    hidden.addElement(style.TextProperties(display="none"))
    title = style.Style(name="P1", family="paragraph", parentstylename="Title")
    document.styles.addElement(style.Style(name="Title", family="paragraph"))
    document.styles.addElement(heading)
    document.automaticstyles.addElement(hidden)
    document.automaticstyles.addElement(title)
    body = document.text
    body.addElement(text.P(stylename=title, text="What only OpenDocument has"))
    body.addElement(text.P(stylename=heading, text="A heading by its style"))
    spaced = text.P(text="Three")
    spaced.addElement(text.S(c=3))
    spaced.addText("spaces, a tab")
    spaced.addElement(text.Tab())
    spaced.addText("and a line")
    spaced.addElement(text.LineBreak())
    spaced.addElement(text.Span(stylename=hidden, text="hidden"))
    spaced.addElement(text.A(href="http://example.invalid/", text="a link."))
    body.addElement(spaced)
    noted = text.P(text="A claim.")
    note = text.Note(noteclass="footnote")
    note.addElement(text.NoteCitation(text="1"))
    notebody = text.NoteBody()
    notebody.addElement(text.P(text="Its source."))
    note.addElement(notebody)
    noted.addElement(note)
    body.addElement(noted)
    boxed = text.P(text="With a box.")
    frame = draw.Frame(width="5cm", height="2cm", anchortype="paragraph")
    box = draw.TextBox()
    box.addElement(text.P(text="In the box."))
    frame.addElement(box)
    boxed.addElement(frame)
    body.addElement(boxed)
    contents = text.TableOfContent(name="Contents")
    contentsbody = text.IndexBody()
    contentsbody.addElement(text.P(text="A heading by its style\t1"))
    contents.addElement(contentsbody)
    body.addElement(contents)
    grid = table.Table(name="Grid")
    header = table.TableRow()
    wide = table.TableCell(numbercolumnsspanned=2)
    wide.addElement(text.P(text="two columns"))
    header.addElement(wide)
    header.addElement(table.CoveredTableCell())
    tall = table.TableCell(numberrowsspanned=2)
    tall.addElement(text.P(text="two rows"))
    header.addElement(tall)
    rows = table.TableHeaderRows()
    rows.addElement(header)
    grid.addElement(rows)
    last = table.TableRow()
    for cell in ("a", "b"):
        own = table.TableCell()
        own.addElement(text.P(text=cell))
        last.addElement(own)
    last.addElement(table.CoveredTableCell())
    grid.addElement(last)
    body.addElement(grid)
    document.save(HERE / "parts.odt")
    repack(HERE / "parts.odt", lambda name, data: undated(data))


def undated(data):
    """Takes the time of day out of what LibreOffice writes about a document."""
    for tag in (b"meta:creation-date", b"dc:date", b"dcterms:created", b"dcterms:modified"):
        data = re.sub(b"<" + tag + b"[^<]*</" + tag + b">", b"", data)
    return data


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for make in (structure, inline, numbered, german, plans, example, office, parts):
        if not wanted or make.__name__ in wanted:
            make()
