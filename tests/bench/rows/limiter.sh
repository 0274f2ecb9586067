# Masters at -14 and -9 LUFS: no true peak above -1 dBTP by two judges, and the loudness asked for.
row_limiter() {
  local target name file peak reference lufs
  sox -R -n -r 48000 -b 24 -c 2 "$work/noise.wav" synth 60 pinknoise tremolo 3 80 gain -14
  sox -R -n -r 48000 -b 24 -c 2 "$work/hits.wav" synth 60 square 55 synth 60 sine fmod 1760 tremolo 4 99 gain -12
  for name in noise hits; do
    for target in -14 -9; do
      rm -rf "$work/master"
      "$recorder" master "$work/$name.wav" --target "I=$target,TP=-1" --out "$work/master" --formats wav24 >/dev/null || true
      file=$(ls "$work"/master/*.wav)
      read -r lufs _ peak < <("$work/peer-loudness" "$file")
      reference=$("$work/truepeak32" "$file")
      verdict "master of $name at $target LUFS: true peak, two judges" "$peak $reference" "<= -1.00 dBTP" \
        "$(held "$peak <= -1 && $reference <= -1")"
      verdict "master of $name at $target LUFS: loudness" "$lufs LUFS" "within 0.1 LU" "$(held "($lufs - ($target))^2 <= 0.01")"
    done
  done
}
