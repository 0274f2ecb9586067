#!/bin/sh
# Builds the test card into out/ when it is older than its source; Debian packages gcc and libasound2-dev.
set -eu
cd "$(dirname "$(readlink -f "$0")")"
mkdir -p out
exec 9>out/lock
flock 9
# build SOURCE LIBRARY
build() {
  if [ ! -e "$2" ] || [ "$1" -nt "$2" ] || [ cable.h -nt "$2" ]; then
    gcc -O2 -Wall -Wextra -shared -fPIC -DPIC -o "$2.new" "$1" -lasound
    mv "$2.new" "$2"
  fi
}
build card.c out/libasound_module_pcm_testcard.so
build controls.c out/libasound_module_ctl_testcard.so
sed "s|@FOLDER@|$PWD/out|" asound.conf.in > out/asound.conf
