#!/bin/sh
# 流水线用的：找到 ziping，照后面的参数运行，如 sh ci/ziping.sh check
#
# 依次用：
#   1. ci/ziping：把 Linux 版的程序放进仓库，不用连外网
#   2. 机器上已经装好的 ziping
#   3. 从源码装：源码仓库的网址写在下面，机器上要有 Rust
source=${ZIPING_SOURCE:-}
set -eu

here=$(dirname "$0")
if [ -f "$here/ziping" ]; then
  program=$(mktemp)
  cp "$here/ziping" "$program"
  chmod +x "$program"
  exec "$program" "$@"
fi
if ! command -v ziping >/dev/null 2>&1; then
  if [ -z "$source" ]; then
    echo '没有找到 ziping：请把 Linux 版的程序放到 ci/ziping，或者在 ci/ziping.sh 里写明源码仓库的网址' >&2
    exit 2
  fi
  cargo install --locked --git "$source" ziping >&2
fi
exec ziping "$@"
