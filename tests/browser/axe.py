"""Puts axe-core into a page, without the page's policy, so that a browser can say what it finds."""

import re
import sys

page, axe = (open(path, encoding="utf-8").read() for path in sys.argv[1:3])
page, policies = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
assert policies == 1, "the page has no policy"
run = """
axe.run().then(result => {
  const found = result.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html).join(' | '));
  document.body.innerText = 'AXE ' + found.length + ' OF ' + result.passes.length + '\\n' + found.join('\\n');
});
"""
print(page.replace("</body>", f"<script>{axe}</script><script>{run}</script></body>"))
