"""Puts a page into a frame of a width, which says whether anything in it sticks out: 320 px, and 640 px for 200% zoom on 1280 px."""

import html
import re
import sys

page = open(sys.argv[1], encoding="utf-8").read()
width = int(sys.argv[2])
page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
say = """
const frame = document.querySelector('iframe');
frame.onload = () => {
  const root = frame.contentDocument.documentElement;
  document.title = 'WIDTH ' + (root.scrollWidth <= frame.clientWidth ? 'FITS' : root.scrollWidth);
};
"""
print(
    f"<!doctype html><title>none</title><body style='margin:0'><iframe style='border:0' width={width} height=2400 "
    f'srcdoc="{html.escape(page)}"></iframe><script>{say}</script>'
)
