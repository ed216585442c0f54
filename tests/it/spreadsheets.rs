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
