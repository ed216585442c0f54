"""Writes labelled.txt: FICTIONAL lines with every identifier in them marked, for tests/it/identifiers.rs.

    python3 make.py > labelled.txt

The set is made by rule, not from the program's patterns: for each kind its forms (from GOV.UK, the NHS data dictionary, Ofcom,
DVLA, Royal Mail) stand in each context, in each container; beside them stand near misses and ordinary prose of reports. What is
marked is `{kind|text}`; a line without marks holds no identifier, however much it looks like one. `\\n` and `\\t` stand for the
end of a line and a tab. Nobody's identifiers are in it: NHS numbers are of the range 999, which is kept for tests; telephone
numbers are those that Ofcom keeps for drama; e-mail addresses end in domains that are kept for examples; names are made up;
postcodes, National Insurance numbers and registrations are drawn at random.
"""

import random

random.seed(20261130)
NHS, NI, POST = "NHS number", "National Insurance number", "postcode"
PHONE, MAIL, BORN, CAR, NAME = "telephone number", "e-mail address", "date of birth", "vehicle registration", "confidential name"
LINES = []
PICK = random.choice

# Where a value stands alone: whatever is beside it, it is a value of its own.
CONTAINERS = [
    "~", "| F1 | ~ | open |", "F1,~,open", "a = [1, \"~\"]", "[\"x\",\"~\",\"y\"]", "value = \"~\"", "{\"note\": \"~\"}", "note: ~",
    "<td>~</td>", "## ~", "(~)", "first line\\n~\\nlast line", "a\\t~\\tb", "‘~’", "“~”",
]
# Where it stands in a sentence that says nothing of its kind, or calls it something else.
PROSE = [
    "The record for ~ was not opened.", "The file names ~ twice.", "Nobody had written down ~, or asked.", "It was ~ in the log.",
    "Case ~", "The reference given was ~.", "See ~ and the note below it.", "On 3 May 2009 ~ was in the log.",
]


def line(template, kind=None, value=""):
    LINES.append(template.replace("~", f"{{{kind}|{value}}}" if kind else value))


def digits(count):
    return "".join(PICK("0123456789") for _ in range(count))


def letters(alphabet, count):
    return "".join(PICK(alphabet) for _ in range(count))


def nhs():
    while True:
        nine = "999" + digits(6)
        digit = 11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1))) % 11
        if digit != 10:
            return nine + str(digit % 11)


def wrong_nhs():
    ten = nhs()
    return ten[:9] + str((int(ten[9]) + random.randint(1, 9)) % 10)


OTHER_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


MATHEMATICAL = {ord(c): 0x1D400 + ord(c) - 65 for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} | {ord(c): 0x1D7CE + int(c) for c in "0123456789"}


def grouped(ten, mark):
    return mark.join([ten[:3], ten[3:6], ten[6:]])


def nhs_forms():
    yield from [nhs()] + [grouped(nhs(), mark) for mark in [" ", "-", ".", "   ", " - ", "–", "\u00a0", "/", "_", "\\n", "\\n      ", "\\t", ":", "*", "&nbsp;", "&#160;", "\u2009", "\\n> "]]
    ten = nhs()
    yield f"({ten[:3]}) {ten[3:6]} {ten[6:]}"
    yield nhs().translate(WIDE)
    yield nhs().translate(OTHER_DIGITS)
    ten = nhs()
    yield ten[:4] + "\u200b" + ten[4:]
    ten = nhs()
    yield ten[:2] + "\ufdd0\ue03f" + ten[2:]


def ni():
    while True:
        first, second = PICK("ABCEGHJKLMNOPRSTWXYZ"), PICK("ABCEGHJKLMNPRSTWXYZ")
        if first + second not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}:
            return first + second + digits(6) + PICK("ABCD")


def ni_forms():
    for mark in ["", " ", "-", ".", "  ", "\u00a0", " - ", "\\n", "/", "_", "&nbsp;", "\u200b"]:
        number = ni()
        yield mark.join([number[0:2], number[2:4], number[4:6], number[6:8], number[8]])
    number = ni()
    yield f"{number[:2]} {number[2:8]} {number[8]}"
    number = ni()
    yield f"{number[:2]} {number[2:5]} {number[5:8]} {number[8]}"
    yield ni().lower()
    yield ni().translate(MATHEMATICAL)


AREAS = """AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EH EN EX FK FY G GL GU
HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH
RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WD WF WN WR WS WV YO ZE""".split()


def postcode_parts():
    area = PICK(AREAS + ["EC", "WC"])
    district = str(random.randint(1, 99 if len(area) == 2 else 28))
    if area in {"EC", "WC"}:
        district = PICK("1234") + PICK("ABNRVX")
    end = PICK("0123456789") + PICK("ABEFGJLNPQUWXZ") + letters("ABDEFGHJLNPQRSTUWXYZ", 1)
    return area + district, end


def postcode_forms():
    for mark in [" ", "", "  ", "\u00a0", "-", "\\n", "_", "&nbsp;", "\u200b"]:
        yield mark.join(postcode_parts())
    yield " ".join(postcode_parts()).lower()
    yield " ".join(postcode_parts()).capitalize()


def phone_forms():
    last = digits(3)
    area, group = PICK([("020", "7946 0"), ("0113", "496 0"), ("0121", "496 0"), ("0161", "496 0"), ("0191", "498 0"), ("029", "2018 0")])
    yield f"{area} {group}{last}"
    yield f"({area}) {group}{last}"
    yield f"{area}{group}{last}".replace(" ", "")
    yield f"{area}-{group}{last}".replace(" ", "-")
    for form in ["01632 960{}", "01632 960 {}", "(01632) 960{}", "01632960{}", "01632/960{}", "01632 - 960 - {}", "07700 900{}", "07700 900 {}",
                 "07700900{}", "07700-900-{}", "07700.900.{}", "07700\u00a0900\u00a0{}", "07700   900   {}", "07700\\n900{}", "(07700) 900{}",
                 "+44 7700 900{}", "+447700900{}", "+44 (0)7700 900 {}", "+44 (0) 1632 960{}", "0044 7700 900{}", "+44-7700-900-{}",
                 "0808 157 0{}", "0306 999 0{}", "0 7700 900{}", "07 700 900 {}", "[07700] 900{}", "447700900{}", "+ 44 7700 900{}",
                 "07700&nbsp;900{}", "07700|900{}", "07700:900{}", "077 0090 0{}"]:
        yield form.format(digits(3))
    yield f"07700900{last}".translate(WIDE)
    yield f"07700 900{last}".translate(OTHER_DIGITS)
    yield f"0770\u200b0900{last}"


def mail_forms():
    first, last = PICK(["jo", "sam", "ali", "zebedee"]), PICK(["bloggs", "o'neil", "quill-feather", "ng"])
    for form in ["{0}.{1}@example.org", "{0}_{1}@example.com", "{0}+{1}@mail.example.org", "{0}@example.co.uk", "\"{0} {1}\"@example.org",
                 "{0}.{1}(at)example.org", "{0} [at] example.org", "{0}@[192.0.2.1]", "{0}.{1}@EXAMPLE.ORG", "{0}%{1}@example.net", "{0}＠example.org",
                 "{0} dot {1} at example dot org", "{0}.{1} AT example DOT org", "{0}.{1}@example[.]org", "{0} @ example.org", "{0}.{1}%40example.org",
                 "{0} (at) example (dot) org", "{0}&#64;example.org"]:
        yield form.format(first, last)


def car_forms():
    area, free = "ABCDEFGHKLMNOPRSVWXY", "BCDFGHJKLMNPRTVWX"
    age = lambda: PICK([f"{n:02}" for n in range(2, 27)] + [str(n) for n in range(51, 76)])
    plate = lambda: (letters(area, 1) + letters("BCDFGHJKLNPRSTVWXY", 1) + age(), letters(free, 3))
    for mark in [" ", "", "-", "  ", "\u00a0", "_", ".", "&nbsp;", "\u200b"]:
        yield mark.join(plate())


def old_car_forms():
    free = "BCDFGHJKLMNPRTVWX"
    yield f"{PICK('ABCDEFGHJKLMNPRSTVWXY')}{random.randint(100, 999)} {letters(free, 3)}"
    yield f"{letters(free, 3)} {random.randint(100, 999)}{PICK('ABCDEFGHJKLMNPRSTVWXY')}"


MONTHS = "January February March April May June July August September October November December".split()
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()


def day_forms():
    for form in range(16):
        d, m, y = random.randint(1, 28), random.randint(1, 12), random.randint(1990, 2012)
        name = MONTHS[m - 1]
        th = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(d, "th")
        yield [
            f"{d:02}/{m:02}/{y}", f"{d}/{m}/{y}", f"{d:02}.{m:02}.{y}", f"{d:02}-{m:02}-{y}", f"{y}-{m:02}-{d:02}", f"{d} {name} {y}",
            f"{d}{th} {name} {y}", f"{d} {name[:3]} {y}", f"{name} {d}, {y}", f"{d:02}/{m:02}/{y % 100:02}", f"{d}{th} of {name} {y}",
            f"{ORDINALS[d % 12]} of {name} {y}", f"{d}\u00a0{name}\u00a0{y}", f"{d}  {name}  {y}", f"{d} {name}, {y}", f"{d}{name}{y}",
        ][form]


BIRTHS = [
    "She was born on ~.", "born on ~", "Date of birth: ~", "DOB ~", "D.O.B. ~", "d.o.b: ~", "(b. ~)", "He was born in Leeds on ~.", "dateOfBirth: ~",
    "\"dateOfBirth\": \"~\"", "date_of_birth = \"~\"", "| DOB | ~ |", "She was born at 28 weeks on ~.", "Ms A gave birth to a girl on ~.",
    "On ~ she was born.", "On ~ the mother gave birth to twins.", "Child A was born prematurely on ~, at home.", "The baby was delivered on ~.",
    "Her birthday is ~.", "Date of birth (child A): ~", "birthDate: ~", "He (~ , born in Leeds) was known to nobody.".replace(" ,", ","), "DOB\\n~",
    "Born: ~", "a son, born ~, and", "the day of birth was ~", "was stillborn on ~", "dob=~",
]

PEOPLE = ["Zebedee Quillfeather", "Sarah O'Brien", "Anna Smith-Jones", "Jan van der Berg", "Tom de Souza", "Łukasz Żółć", "Søren Groß",
          "Nadia Okafor", "王小明", "Grace Road", "May", "Siobhán Ní Bhriain", "Anne-Marie St. John", "Jürgen Müller"]


def name_forms():
    yield from ["Zebedee Quillfeather", "ZEBEDEE QUILLFEATHER", "zebedee quillfeather", "Quillfeather, Zebedee", "zebedee_quillfeather",
                "zebedee-quillfeather", "zebedee.quillfeather", "ZebedeeQuillfeather", "Zebedee A. Quillfeather", "Zebedee Albert Quillfeather",
                "Z. Quillfeather", "Z Quillfeather", "Quillfeather Zebedee", "Zebedee     Quillfeather", "Zebedee\\nQuillfeather", "Zebedee\\tQuillfeather",
                "Zebedee Quill-\\nfeather", "Zeb\u200bedee Quillfeather", "Zebe\u0301dee Quillfeather", "Ｚebedee Quillfeather", "Zeb\u3164edee Quill\u115ffeather"]
    yield from ["Sarah O'Brien", "Sarah O’Brien", "Sarah OBrien", "O'Brien, Sarah", "sarah_obrien", "Sarah O Brien", "SARAH O'BRIEN", "sarah.o-brien"]
    yield from ["Anna Smith-Jones", "Anna Smith Jones", "Smith-Jones, Anna", "anna-smith-jones", "Anna Smith–Jones", "AnnaSmithJones"]
    yield from ["Jan van der Berg", "van der Berg, Jan", "Jan Van Der Berg", "jan_van_der_berg", "Berg, Jan van der", "J. van der Berg"]
    yield from ["Tom de Souza", "de Souza, Tom", "tom-de-souza", "T. de Souza", "TOM DE SOUZA"]
    yield from ["Łukasz Żółć", "Lukasz Zolc", "LUKASZ ZOLC", "Żółć, Łukasz", "Søren Groß", "Soren Gross", "SØREN GROSS", "Nadia Okafor", "Nádia Okafor",
                "Nadia Okafors", "S. Ní Bhriain", "NÍ BHRIAIN, Siobhán", "siobhan.nibhriain", "Anne-Marie St John", "St. John, Anne-Marie", "A.-M. St John",
                "Juergen Mueller", "MÜLLER, Jürgen", "Lukаsz Żółć", "王 小明", "Grace Road", "Road, Grace", "王小明"]


def values():
    yield NHS, nhs_forms
    yield NI, ni_forms
    yield POST, postcode_forms
    yield PHONE, phone_forms
    yield MAIL, mail_forms
    yield CAR, car_forms
    yield NAME, name_forms


SAYING = {
    NHS: ["Her NHS number is ~.", "NHS no. ~", "(NHS ~)", "nhsNumber: ~", "CHI number ~", "~ is the NHS number."],
    NI: ["NI number ~", "National Insurance: ~", "nino=~", "His National Insurance number, ~, was known."],
    POST: ["They lived at 3 Mill Road, ~.", "postcode ~", "moved to ~ in May", "The address was 12 High Street, Anytown ~."],
    PHONE: ["Tel: ~", "She rang ~ twice.", "Call ~ before nine.", "mobile ~", "The father's number, ~, was not tried.", "phone=~"],
    MAIL: ["Write to ~.", "mailto:~", "e-mail: ~", "He wrote from ~ on Monday."],
    CAR: ["The car, ~, was seen.", "a van with the registration ~", "vehicleReg: ~", "He drove ~ there."],
    NAME: ["The worker spoke with ~ at home.", "Mr ~ came.", "seen by ~ on 3 May 2009", "child-~-2009", "/reports/~/final.docx", "~’s mother", "id = \"~\""],
}
for kind, forms in values():
    for template in CONTAINERS + PROSE + SAYING[kind]:
        shown = list(forms())
        for form in random.sample(shown, min(len(shown), 6 if kind != NAME else 20)):
            # A value over several lines stands where a line may end; quotes within quotes are another value.
            if "\\n" in form and template in {"F1,~,open", "| F1 | ~ | open |", "## ~", "/reports/~/final.docx", "child-~-2009"}:
                continue
            if "\"" in form and "\"" in template or "\\t" in form and "\\t" in template:
                continue
            line(template, kind, form)
for template in CONTAINERS + SAYING[CAR]:
    for form in old_car_forms():
        line(template, CAR, form)
for template in BIRTHS:
    for form in random.sample(list(day_forms()), 8):
        line(template, BORN, form)
for first in BIRTHS[:2]:
    for a, b in [("3 May 2007", "4 June 2009"), ("03/05/2007", "04/06/2009")]:
        LINES.append(first.rstrip(".").replace("~", f"{{{BORN}|{a}}} and {{{BORN}|{b}}}."))
# Numbers joined to what is beside them.
for _ in range(6):
    line("NHS~", NHS, nhs())
    line("E1,03/04/2010,~", NHS, nhs())
    line("[1,~]", NHS, nhs())
    line("~.0", NHS, nhs())
    line("tel ~", PHONE, "7700900" + digits(3))
    line("ext. ~", PHONE, digits(4))
    LINES.append(f"{{{PHONE}|07700900{digits(3)}}},{{{PHONE}|07700900{digits(3)}}}")
    LINES.append(f"{{{PHONE}|01632 960{digits(3)}}}.{{{PHONE}|07700 900{digits(3)}}}")
    LINES.append(f"{{{NHS}|{nhs()}}} rang {{{PHONE}|07700900{digits(3)}}}")
    line("NHS number ~", NHS, wrong_nhs())
    line("NHS number ~", NHS, nhs()[:9])
line("他叫~", NAME, "王小明")
for template in ["~ cried.", "She told ~ so.", "~ and her mother came.", "~'s bed", "It was cared for by ~."]:
    line(template, NAME, "May")

# Near misses: what looks like one and is none.
for text in """
lorry on the A38 and back
They drove the A12 and M25 all night
the car park B12 the children used
The car went to the B4 and stopped
The agency was born on 1 April 2009.
The trust was born out of a merger on 1 April 2009.
The partnership was born on 3 May 2009.
She was born two weeks before the incident of 3 May 2009.
b. On 3 May 2009 the police visited
the birthday party on 3 May 2009
The birth mother was seen on 3 May 2009.
She was born in Leeds and moved to York on 3 May 2009.
He was born in 2004; the review began on 3 May 2009.
The child was born. On 3 May 2009 the police came.
NHS budget 1234567890
NHS trust number 1234567890
The NHS spent 9876543210 pounds
000 000 0000
999 999 9999
NHS number 000 000 0000
+1 2 3 4 5 6 7 8 9
an increase of +1234567890%
NO10 TEN
TO09 MAR
It was in May.
from May to June
late May and early June
By May the plan was late.
until May 2009
12 May 2009
May we ask why?
the may tree
£9434765919
ISBN 0747532699
the ratio 0.9434765919
version 2.10.4
on 03/04/2010 at 10:30
2009-10 2010-11
2010-03-04 10:30:22
the A1 and the M1
S47 enquiry 3 of 12
F1, F2 and A3
R12 MDT and F3 CSC
at 3.30 pm on 12/05/2009
Section 17 of the Act 1989
HTTP 404 at 10.0.0.1
He was 12 years and 3 months.
between 0800 and 1700 hours
page 12 of 345
0800-1700 hours
£1,234,567,890
in 2009 2010 and 2011
the year 2008/09
the G8 met
B2B and B2C
20 weeks 3 days
The extension 4521 years ago
SW1A 1AC
QX1 1AA
E1 4th
at 5 AM
@example
jo at example.org
a @ b
a1b2c3d4-e5f6-7890-abcd-ef0123456789
QQ 12 34 56 C
AB123456E
AB99 CDE
Grace Avenue
Roads and graces
Mark the road with grace
Quill and feather
Jan met Berg
Anna Smith. Jones came.
""".strip().split("\n"):
    LINES.append(text)
PROSES = """On {day} the health visitor weighed the baby at {n} kg and wrote "see again in {m} weeks".
Between {day} and {day} there were {n} contacts, of which {m} were at home.
The panel met {n} times; its report of {day} has {m} recommendations.
Action A{n} is due on {day} and owned by the Head of Service.
{n}% of {m} assessments were late (table {n}.{m}).
Finding F{n}: thresholds were applied in {m} of {n} cases.
At {n}.{m}0 on {day} the police were called to the flat.
The core group of {day} agreed {n} tasks.
Section {n} of the Children Act 1989 and regulation {m} apply.
The child was aged {n} years {m} months at the time, {day}.
The budget fell from £{n},000 to £{m},500 in 20{n}/{m}.
Working Together (2010), paragraph {n}.{m}, was not followed.
The mother was seen by the GP on {day} and again {m} days later.""".split("\n")
for template in PROSES:
    for _ in range(12):
        text = template
        while "{day}" in text:
            text = text.replace("{day}", f"{random.randint(1, 28)} {PICK(MONTHS)} {random.randint(2005, 2012)}", 1)
        LINES.append(text.replace("{n}", str(random.randint(10, 40))).replace("{m}", str(random.randint(10, 40))))

print("# FICTIONAL. Made by make.py: what is marked is an identifier, and nothing else is. The names that are confidential:")
print("# names: " + "; ".join(PEOPLE))
print("\n".join(dict.fromkeys(LINES)))
