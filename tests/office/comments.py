"""Reads commented drafts with python-docx: each opens, and each comment is by somebody, says something and is referred to once."""

import sys

import docx
from docx.oxml.ns import qn

for name in sys.argv[1:]:
    document = docx.Document(name)
    comments = list(document.comments)
    own = [comment for comment in comments if comment.author == "casegrade"]
    assert len(own) > 1, f"{name}: {len(own)} comments by casegrade"
    assert all(comment.text.strip() for comment in comments), f"{name}: a comment is empty"
    referred = [int(element.get(qn("w:id"))) for element in document.element.iter(qn("w:commentReference"))]
    assert sorted(referred) == sorted(comment.comment_id for comment in comments), f"{name}: references differ"
    print(f"{name}: {len(own)} comments, {len(comments) - len(own)} by other people")
