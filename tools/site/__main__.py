"""Build the site: `uv run --isolated --group site python -m tools.site --pyodide PATH [--out site]`."""

import argparse
import sys
from pathlib import Path

from tools.site.build import build
from tools.site.packages import SiteError


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.site", description="Build the collection as a static site.")
    parser.add_argument("--pyodide", type=Path, required=True, help="an unpacked Pyodide, or its release archive (.tar.bz2, .tgz, .zip)")
    parser.add_argument("--out", type=Path, default=Path("site"), help="the folder to make (default: site)")
    options = parser.parse_args()
    try:
        missing = build(options.pyodide.resolve(), options.out.resolve())
    except SiteError as problem:
        print(f"No site: {problem}", file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    print(
        f"{options.out}: {size / 1e6:.0f} MB"
        + (f"; without {', '.join(missing)}, which this Pyodide lacks: the models that need them say so" if missing else "")
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
