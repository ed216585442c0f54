//! Spreadsheets as inspectors keep them are read as they are.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use zip::write::{SimpleFileOptions, ZipWriter};

fn table(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    command.arg("table").args(arguments.split_whitespace()).args(["--as-of", "2026-01-01"]);
    command.current_dir(folder).output().unwrap()
}

fn counts(folder: &Path, arguments: &str) -> (Value, String) {
    let output = table(folder, &format!("{arguments} --format json"));
    let errors = String::from_utf8(output.stderr).unwrap();
    let page: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {errors}"));
    (page, errors)
}

/// A workbook of one sheet; a number is a number, `d39908` a date.
fn workbook(path: &Path, rows: &[&[&str]]) {
    let mut sheet = String::new();
    for (row, cells) in rows.iter().enumerate() {
        sheet.push_str(&format!("<row r=\"{}\">", row + 1));
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let place = format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1);
            sheet.push_str(
                &match (cell.parse::<f64>(), cell.strip_prefix('d').and_then(|day| day.parse::<u32>().ok())) {
                    (Ok(number), _) => format!("<c r=\"{place}\"><v>{number}</v></c>"),
                    (_, Some(day)) => format!("<c r=\"{place}\" s=\"1\"><v>{day}</v></c>"),
                    _ => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
                },
            );
        }
        sheet.push_str("</row>");
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"{kind}.sheet.main+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Grades\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>")),
    ];
    let mut file = ZipWriter::new(File::create(path).unwrap());
    for (name, text) in parts {
        file.start_file(name, SimpleFileOptions::default()).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }
    file.finish().unwrap();
}

#[test]
fn a_workbook_with_a_title_and_heads_as_people_write_them() {
    let folder = tempfile::tempdir().unwrap();
    let rows: [&[&str]; 6] = [
        &["Evaluations, all boards"],
        &["Review ID", "Overall grade", "Region", "Completed"],
        &["r1", "Good", "North", "d39908"],
        &["r2", "RI", "North", "d39908"],
        &["r3", "not graded", "South", "d39908"],
        &["r4", "4", "South", "d40300"],
    ];
    workbook(&folder.path().join("grades.xlsx"), &rows);
    let (page, errors) = counts(folder.path(), "grades.xlsx --by period --period financial-year --map RI=adequate");
    assert_eq!(page["total"]["counts"]["good"], 1, "{page} {errors}");
    assert_eq!(page["total"]["counts"]["adequate"], 1);
    assert_eq!(page["total"]["counts"]["inadequate"], 1);
    assert_eq!(page["groups"][0]["name"], "2009-10", "{page}");
    assert_eq!(page["groups"][1]["name"], "2010-11");
    assert_eq!(page["excluded"][0]["why"], "no-recorded-grade");
}

#[test]
fn what_is_no_workbook_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("grades.xlsx"), "id,grade\nr1,good\n").unwrap();
    let output = table(folder.path(), "grades.xlsx");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("not-a-workbook"));
}

#[test]
fn numbers_and_dates_as_spreadsheets_write_them() {
    let folder = tempfile::tempdir().unwrap();
    let tally = "period,outstanding,good,adequate,inadequate,n\n2008-09,40.0,\"1,730\",[c],[x],\"2,000\"\n";
    fs::write(folder.path().join("tally.csv"), tally).unwrap();
    let (page, errors) = counts(folder.path(), "tally.csv");
    assert_eq!(page["groups"][0]["counts"]["good"], 1730, "{errors}");
    assert_eq!(page["groups"][0]["counts"]["adequate"], Value::Null);
    let dates = ["05-Apr-09", "05/04/2009", "2009-04-05 00:00:00", "5 April 2009", "Apr 2009"];
    for (at, date) in dates.iter().enumerate() {
        let sheet = format!("id,grade,completed\nr{at},good,{date}\n");
        fs::write(folder.path().join("day.csv"), sheet).unwrap();
        let (page, errors) = counts(folder.path(), "day.csv --by period --period month");
        assert_eq!(page["groups"][0]["name"], "Apr 2009", "{date}: {errors}");
    }
    fs::write(folder.path().join("day.csv"), "id,grade,completed\na,good,04/05/2009\nb,good,04/25/2009\n").unwrap();
    let (page, errors) = counts(folder.path(), "day.csv --by period --period month");
    assert!(page["groups"][0]["name"] == "Apr 2009" && errors.contains("month first"), "{errors}");
    fs::write(folder.path().join("day.csv"), "id,grade,completed\na,good,04/05/2009\n").unwrap();
    let (page, _) = counts(folder.path(), "day.csv --by period --period month --dates month-first");
    assert_eq!(page["groups"][0]["name"], "Apr 2009");
}

/// Runs the program in a folder that holds these files.
fn run(files: &[(&str, &[u8])], arguments: &str) -> (std::process::Output, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_casegrade"));
    command.args(arguments.split_whitespace()).args(["--as-of", "2026-01-01"]).current_dir(folder.path());
    (command.output().unwrap(), folder)
}

fn page(files: &[(&str, &[u8])], arguments: &str) -> serde_json::Value {
    let (output, _) = run(files, &format!("{arguments} --format json"));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

fn complaints(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_first_line_of_excel_names_the_delimiter() {
    let json = page(&[("a.csv", b"sep=;\r\nid;grade\r\na;Good\r\nb;RI\r\n")], "table a.csv --map RI=adequate");
    assert_eq!((json["n"].as_u64(), json["total"]["counts"]["adequate"].as_u64()), (Some(2), Some(1)));
}

#[test]
fn an_older_encoding_is_read_where_every_letter_is_sure() {
    let sure = b"id,grade,region\r\na,good,C\xf4te d'\xc9meraude\r\nb,good,\x93South\x94\r\n";
    let (output, _) = run(&[("a.csv", sure)], "table a.csv --by region");
    let shown = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(shown.contains("Côte d'Émeraude") && complaints(&output).contains("windows-1252"), "{output:?}");
    assert!(output.status.success());
    // Bytes that Windows-1252 does not have, or that a Mac and MS-DOS have for common letters, are not guessed.
    for byte in [0x81_u8, 0x8e, 0x82, 0x9f, 0x00] {
        let (output, _) =
            run(&[("a.csv", &[b"id,grade\r\na,good\r\nb", &[byte][..], b",good\r\n"].concat())], "table a.csv");
        assert_eq!(output.status.code(), Some(2), "{byte:x}: {output:?}");
    }
}

#[test]
fn names_that_differ_in_capitals_are_one_group() {
    let sheet = b"id,grade,region\na,good,London\nb,good,london\nc,good,LONDON \nd,good,Leeds\n";
    let json = page(&[("a.csv", sheet)], "table a.csv --by region");
    let names: Vec<&str> = json["groups"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Leeds", "London"]);
    assert_eq!(json["groups"][1]["n"], 3);
    assert!(json["notes"].to_string().contains("London, london and LONDON"), "{}", json["notes"]);
}

#[test]
fn groups_called_all_or_not_stated_stay_apart() {
    let sheet = b"id,grade,region\na,good,all\nb,good,Not stated\nc,good,\nd,good,Leeds\n";
    let json = page(&[("a.csv", sheet)], "table a.csv --by region");
    let rows = json["groups"].as_array().unwrap().iter().chain([&json["total"]]);
    let names: Vec<&str> = rows.map(|row| row["name"].as_str().unwrap()).collect();
    let distinct: std::collections::HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!((names.len(), distinct.len()), (5, 5), "{names:?}");
}

#[test]
fn what_is_left_unread_or_passed_over_is_said() {
    let sheet = "id,grade\n".to_owned() + &(0..50).map(|at| format!("r{at},good\n")).collect::<String>();
    let (output, _) = run(&[("a.csv", sheet.as_bytes())], "table a.csv --max-items 42");
    assert!(complaints(&output).contains("30 rows from row 22 on were not read"), "{}", complaints(&output));
    assert_eq!(output.status.code(), Some(2));
    let review = b"[review]\nid = \"one\"\n[recorded]\ngrade = \"good\"\n";
    let files: [(&str, &[u8]); 2] = [("set/one.toml", review), ("set/grades.csv", b"id,grade\na,good\n")];
    let (output, _) = run(&files, "table set --count recorded");
    assert!(complaints(&output).contains("grades.csv`: this spreadsheet in a folder is not counted"), "{output:?}");
    let (output, _) = run(&files, "table set set/grades.csv --count recorded");
    assert!(!complaints(&output).contains("not counted"), "{output:?}");
}

#[test]
fn words_for_grades_are_checked_before_anything_is_read() {
    let (output, _) = run(&[], "table missing.csv --map RI=fine");
    assert!(complaints(&output).contains("`fine` is not a grade") && !complaints(&output).contains("missing.csv"));
}

#[test]
fn a_workbook_is_laid_out_as_official_statistics_are() {
    use calamine::{Data, Reader, Xlsx, open_workbook};
    let sheet = b"id,grade,region,kind\na,good,=1+1,scr\nb,good,Leeds,scr\nc,adequate,Leeds,dhr\n";
    let (output, folder) = run(&[("a.csv", sheet)], "table a.csv --by region --by kind -o one.xlsx -o t.csv");
    assert!(output.status.success(), "{output:?}");
    let again = run(&[("a.csv", sheet)], "table a.csv --by region --by kind -o one.xlsx -o t.csv").1;
    let bytes = |folder: &tempfile::TempDir| std::fs::read(folder.path().join("one.xlsx")).unwrap();
    assert!(bytes(&folder) == bytes(&again), "the same inputs gave other bytes");
    let mut book: Xlsx<_> = open_workbook(folder.path().join("one.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["Cover", "Contents", "Notes", "Grades", "Grades 2"]);
    let title =
        |book: &mut Xlsx<_>, name: &str| book.worksheet_range(name).unwrap().get_value((0, 0)).unwrap().to_string();
    assert_eq!(title(&mut book, "Grades"), "3 reviews by region");
    assert_eq!(title(&mut book, "Grades 2"), "3 reviews by kind");
    let notes = book.worksheet_range("Notes").unwrap();
    let text: Vec<String> = notes.rows().flatten().map(ToString::to_string).collect();
    assert!(["[c]", "[x]", "[z]"].iter().all(|mark| text.iter().any(|cell| cell == mark)), "{text:?}");
    for name in ["Grades", "Grades 2"] {
        let range = book.worksheet_range(name).unwrap();
        // The title is in A1, the header in row 3, and no cell of the table is empty for no reason; counts are numbers.
        assert_eq!(range.get_value((2, 0)).unwrap().to_string(), "Group");
        assert!(range.rows().skip(3).all(|row| matches!(row[3], Data::Float(_) | Data::Int(_))), "{range:?}");
        let formulas = book.worksheet_formula(name).unwrap();
        assert!(formulas.used_cells().next().is_none(), "{name} holds a formula");
    }
    let csv = std::fs::read_to_string(folder.path().join("t.csv")).unwrap();
    assert!(csv.contains("'=1+1") && csv.contains("note,"), "{csv}");
}

#[test]
fn csv_is_for_the_reader_that_is_named() {
    let files: [(&str, &[u8]); 1] = [("a.csv", b"id,grade\na,good\nb,good\n")];
    let usual = run(&files, "table a.csv --format csv").0.stdout;
    let excel = String::from_utf8(run(&files, "table a.csv --format csv --csv excel").0.stdout).unwrap();
    let tidy = String::from_utf8(run(&files, "table a.csv --format csv --csv tidy").0.stdout).unwrap();
    let usual = String::from_utf8(usual).unwrap();
    assert!(usual.starts_with("table,name,id,category,count,of,n,") && usual.contains("note,"), "{usual}");
    let heads = "\u{feff}Table,Group,Id,Grade or result,Count,Out of,Reviews,Share,";
    assert!(excel.starts_with(heads) && excel.contains("grades,all,,good,2,2,2,1,"), "{excel}");
    assert_eq!(excel.lines().count(), usual.lines().count());
    assert!(!tidy.contains("note,") && tidy.starts_with("table,name,id,category"), "{tidy}");
}

#[test]
fn markdown_has_a_row_a_group() {
    let files: [(&str, &[u8]); 1] = [("a.csv", b"id,grade,region\na,good,Leeds\nb,good,London\n")];
    let shown = String::from_utf8(run(&files, "table a.csv --by region --format md").0.stdout).unwrap();
    assert_eq!(shown.lines().filter(|line| line.starts_with("| Leeds")).count(), 1, "{shown}");
}

#[test]
fn a_table_says_how_it_was_made_unless_something_is_suppressed() {
    let sheet = "id,grade\n".to_owned()
        + &(0..50).map(|at| format!("r{at},{}\n", ["good", "adequate"][at % 2])).collect::<String>();
    let files: [(&str, &[u8]); 1] = [("secret-7.csv", sheet.as_bytes())];
    for format in ["text", "md", "csv", "json", "html"] {
        let shown = |more: &str| {
            let output = run(&files, &format!("table secret-7.csv --format {format} --width 200 {more}")).0;
            String::from_utf8(output.stdout).unwrap()
        };
        let open = shown("");
        assert!(open.contains("casegrade table secret-7.csv") && open.contains("2026-01-01"), "{format}: {open}");
        for hidden in [shown("--suppress-below 5"), shown("--round 5")] {
            assert!(!hidden.contains("secret-7"), "{format}: {hidden}");
        }
    }
}

const YEARS: &[u8] =
    b"period,outstanding,good,adequate,inadequate\n2006-07,11,22,33,14\n2007-08,12,2,31,21\n2008-09,7,13,30,13\n";

#[test]
fn a_table_of_its_own_is_counted_again() {
    let read = |folder: &tempfile::TempDir, name: &str| {
        let (page, errors) = counts(folder.path(), &format!("{name} --by period"));
        assert!(errors.is_empty(), "{name}: {errors}");
        page
    };
    let (_, folder) = run(&[("years.csv", YEARS)], "table years.csv -o own.csv -o own.xlsx");
    run_in(&folder, "table years.csv --format csv --csv excel --output excel.csv");
    let wanted = read(&folder, "years.csv");
    for name in ["own.csv", "excel.csv", "own.xlsx"] {
        let page = read(&folder, name);
        assert_eq!(page["total"]["counts"], wanted["total"]["counts"], "{name}");
        assert_eq!(page["groups"][1]["counts"], wanted["groups"][1]["counts"], "{name}");
        assert_eq!(page["groups"][1]["from"], wanted["groups"][1]["from"], "{name}");
    }
    // A count that was suppressed is one that is not published.
    run_in(&folder, "table years.csv --suppress-below 5 -o hidden.csv -o hidden.xlsx");
    run_in(&folder, "table years.csv --suppress-below 5 --csv excel -o words.csv");
    let words = fs::read_to_string(folder.path().join("words.csv")).unwrap();
    assert!(words.contains("2007-08,,good,[c],[c],66,[c]") && words.contains("suppressed"), "{words}");
    for name in ["hidden.csv", "hidden.xlsx", "words.csv"] {
        let page = read(&folder, name);
        let row = &page["groups"][1];
        assert!(row["counts"]["good"].is_null() && row["n"] == 66, "{name}: {row}");
        assert_eq!(page["groups"][2]["n"], wanted["groups"][2]["n"], "{name}");
    }
}

#[test]
fn a_table_of_its_own_knows_what_it_is_grouped_by() {
    let sheet: String = "id,grade,region,team\n".to_owned()
        + &(0..40)
            .map(|at| format!("r{at},good,{},t{}\n", ["Kent", "all", "Wales"][at % 3], at % 2))
            .collect::<String>();
    let (_, folder) = run(&[("a.csv", sheet.as_bytes())], "table a.csv --by region --output region.csv");
    for (name, by) in [("region", "region"), ("team", "custom.team"), ("both", "region,custom.team"), ("whole", "")] {
        let by = if by.is_empty() { String::new() } else { format!("--by {by}") };
        run_in(&folder, &format!("table a.csv {by} --csv excel -o {name}.csv -o {name}.xlsx"));
        let (wanted, _) = counts(folder.path(), &format!("a.csv {by}"));
        for ending in ["csv", "xlsx"] {
            let (page, errors) = counts(folder.path(), &format!("{name}.{ending} {by}"));
            assert!(errors.is_empty(), "{name}.{ending}: {errors}");
            let groups = |page: &Value| -> Vec<(Value, Value)> {
                page["groups"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|own| (own["n"].clone(), own["counts"]["good"].clone()))
                    .collect()
            };
            assert_eq!(groups(&page), groups(&wanted), "{name}.{ending}");
            assert_eq!(page["total"]["n"], wanted["total"]["n"], "{name}.{ending}");
        }
    }
}

fn run_in(folder: &tempfile::TempDir, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    command.args(arguments.split_whitespace()).current_dir(folder.path()).output().unwrap()
}

#[test]
fn subtotals_add_up_the_groups_of_the_first() {
    let sheet =
        b"id,grade,region,period\na,good,North,2008\nb,good,South,2008\nc,adequate,South,2008\nd,good,North,2009\n";
    let files: [(&str, &[u8]); 1] = [("a.csv", sheet)];
    let json = run(&files, "table a.csv --by period,region --subtotals --format json").0.stdout;
    let page: Value = serde_json::from_slice(&json).unwrap();
    let subtotals = page["subtotals"].as_array().unwrap();
    // One group is its own subtotal.
    assert_eq!(subtotals.len(), 1, "{page}");
    assert_eq!((&subtotals[0]["n"], &subtotals[0]["counts"]["good"]), (&3.into(), &2.into()));
    assert_eq!(page["groups"].as_array().unwrap().len(), 3);
    let text =
        String::from_utf8(run(&files, "table a.csv --by period,region --subtotals --no-interval").0.stdout).unwrap();
    let place = |name: &str| text.find(name).unwrap_or_else(|| panic!("{name} is not in {text}"));
    assert!(place("2008 / South") < place("2008 / all") && place("2008 / all") < place("2009 / North"));
    let csv =
        String::from_utf8(run(&files, "table a.csv --by period,region --subtotals --format csv").0.stdout).unwrap();
    assert!(csv.contains("\nsubtotal,2008 / all,\"period,region\",good,2,3,3,"), "{csv}");
    for wrong in [
        "--by region --subtotals",
        "--by period,region --subtotals --suppress-below 5",
        "--by period,region --subtotals --round 5",
    ] {
        let output = run(&files, &format!("table missing.csv {wrong}")).0;
        assert!(output.stdout.is_empty() && complaints(&output).contains("--subtotals"), "{wrong}: {output:?}");
        assert!(!complaints(&output).contains("missing.csv"), "{wrong}: {output:?}");
    }
}

#[test]
fn thousands_have_commas_where_people_read_them() {
    let files: [(&str, &[u8]); 1] =
        [("t.csv", b"period,outstanding,good,adequate,inadequate\n2007-08,1000,1730,2000,100\n")];
    let shown = |format: &str| {
        String::from_utf8(run(&files, &format!("table t.csv --thousands --format {format}")).0.stdout).unwrap()
    };
    for format in ["text", "md", "html"] {
        assert!(shown(format).contains("4,830") && shown(format).contains("1,730"), "{}", shown(format));
        assert!(!shown(format).contains("2,007"), "{}", shown(format));
    }
    for format in ["csv", "json"] {
        assert!(!shown(format).contains("1,730"), "{}", shown(format));
    }
    let (_, folder) = run(&files, "table t.csv --thousands -o t.xlsx");
    let (page, errors) = counts(folder.path(), "t.xlsx");
    assert_eq!(page["total"]["counts"]["good"], 1730, "{errors}");
}

#[test]
fn days_that_excel_counts_are_dates_with_a_warning() {
    let sheet = b"id,grade,completed\na,good,39908\nb,good,2009-04-05 00:00:00\nc,good,Apr 2009\nd,good,05-Apr-09\n";
    let (_, folder) = run(&[("a.csv", sheet)], "table a.csv");
    let (page, errors) = counts(folder.path(), "a.csv --by period --period month");
    assert_eq!(page["groups"].as_array().unwrap().len(), 1, "{page}");
    assert_eq!((&page["groups"][0]["name"], &page["n"]), (&"Apr 2009".into(), &4.into()), "{page}");
    assert!(errors.contains("`39908` is read as 2009-04-05"), "{errors}");
}

#[test]
fn an_order_that_no_rubric_knows_is_an_error_before_anything_is_read() {
    let (output, _) = run(&[], "table missing.csv --matrix --sort opennes");
    assert!(complaints(&output).contains("did you mean `openness`?"), "{output:?}");
    assert!(!complaints(&output).contains("missing.csv"), "{output:?}");
}
