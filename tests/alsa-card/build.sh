#!/bin/sh
# Builds the test card into out/ when it is older than its source; Debian packages gcc and libasound2-dev.
set -eu
cd "$(dirname "$(readlink -f "$0")")"
mkdir -p out
exec 9>out/lock
flock 9
library=$PWD/out/libasound_module_pcm_testcard.so
if [ ! -e "$library" ] || [ card.c -nt "$library" ]; then
  gcc -O2 -Wall -Wextra -shared -fPIC -DPIC -o "$library.new" card.c -lasound
  mv "$library.new" "$library"
fi
sed "s|@LIBRARY@|$library|" asound.conf.in > out/asound.conf
