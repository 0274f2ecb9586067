# Loudness and true peak of 10 minutes of stereo.
row_loudness() {
  local file=$work/long.wav ours peer
  sox -R -n -r 48000 -b 24 -c 2 "$file" synth 600 pinknoise tremolo 0.2 60 gain -6
  ours=$(cpu "$recorder" loudness "$file")
  peer=$(cpu ffmpeg -nostdin -nostats -v error -i "$file" -af ebur128=peak=true -f null -)
  compare "loudness of 10 min stereo, beside ffmpeg ebur128=peak=true" "$ours" "$peer" 0.334

  local name
  sox -R -n -r 48000 -b 24 -c 2 "$work/white.wav" synth 20 whitenoise gain -9
  sox -R -n -r 44100 -b 16 -c 2 "$work/brown.wav" synth 20 brownnoise gain -4
  sox -R -n -r 48000 -b 24 -c 2 "$work/sweep.wav" synth 20 sine 20:22000 gain -1
  for name in white brown sweep; do
    judge_reading "$name" "$work/$name.wav"
  done
  rm -f "$file"
}

# Ours beside libebur128 and the 32x reference.
judge_reading() {
  local ours_lufs ours_peak their_lufs their_peak reference
  read -r ours_lufs ours_peak < <("$recorder" loudness "$2" --json | node -e '
    const file = JSON.parse(require("fs").readFileSync(0)).files[0]; console.log(file.integratedLufs, file.truePeakDbtp)')
  read -r their_lufs _ their_peak < <("$work/peer-loudness" "$2")
  reference=$("$work/truepeak32" "$2")
  verdict "loudness of $1: ours - libebur128" "$(awk "BEGIN { printf \"%+.3f LU\", $ours_lufs - $their_lufs }")" "within 0.05 LU" \
    "$(held "($ours_lufs - $their_lufs)^2 <= 0.05^2")"
  verdict "true peak of $1: ours, libebur128, 32x" "$(printf '%.3f %.3f %.3f' "$ours_peak" "$their_peak" "$reference")" \
    ">= libebur128 - 0.02, above it only as 32x" "$(held "$ours_peak >= $their_peak - 0.02 && ($ours_peak <= $their_peak + 0.02 || $ours_peak <= $reference + 0.02)")"
}
