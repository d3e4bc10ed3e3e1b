#!/bin/sh
# 流水线用的：找到 ziping，照后面的参数运行，如 sh ci/ziping.sh check
#
# 依次用：
#   1. ci/ziping：把 Linux 版的程序放进仓库，不用连外网
#   2. 机器上已经装好的 ziping
#   3. 用 cargo 现装，机器上要有 Rust
set -eu

here=$(dirname "$0")
if [ -f "$here/ziping" ]; then
  program=$(mktemp)
  cp "$here/ziping" "$program"
  chmod +x "$program"
  exec "$program" "$@"
fi
if ! command -v ziping >/dev/null 2>&1; then
  cargo install --locked ziping >&2
fi
exec ziping "$@"
