# The tuner: 5 minutes of one string, and how far tones of a known pitch are read from it.
row_tune() {
  local file=$work/string.wav ours peer hertz our_worst=0 their_worst=0 read_ours read_theirs
  sox -R -n -r 48000 -b 24 -c 1 "$file" synth 300 sawtooth 110.3 tremolo 0.5 40 gain -12
  ours=$(cpu "$recorder" tune "$file" --json)
  peer=$(cpu aubiopitch -i "$file" -r 48000 -p yinfast -B 4096 -H 1024)
  # aubio stops at the period; the partials, of which a stiff string's pitch is made, cost the rest.
  compare "tuning of 5 min of one string, beside aubiopitch (yinfast)" "$ours" "$peer" 6

  # The strings of bass and guitar, off by some cents each, in a little noise.
  for hertz in 41.4 55.3 73.0 82.8 97.6 110.3 147.2 196.9 246.1 331.0; do
    sox -m -v 1 "|sox -R -n -r 48000 -c 1 -p synth 3 sawtooth $hertz gain -12" -v 1 "|sox -R -n -r 48000 -c 1 -p synth 3 pinknoise gain -50" -b 24 "$work/tone.wav"
    read_ours=$("$recorder" tune "$work/tone.wav" --json | node -e '
      const notes = JSON.parse(require("fs").readFileSync(0)).notes; console.log(notes.length ? notes[0].frequencyHz : 0)')
    read_theirs=$(aubiopitch -i "$work/tone.wav" -r 48000 -p yinfft -B 8192 -H 1024 2>/dev/null | awk '$2 > 0 { print $2 }' | sort -n \
      | awk '{ value[NR] = $1 } END { print NR ? value[int((NR + 1) / 2)] : 0 }')
    our_worst=$(worst_cents "$our_worst" "$read_ours" "$hertz")
    their_worst=$(worst_cents "$their_worst" "$read_theirs" "$hertz")
  done
  verdict "tones of ten strings: ours, aubiopitch (yinfft), at most" "$(printf '%.2f %.2f cents' "$our_worst" "$their_worst")" \
    "within 1 cent, no worse than it" "$(held "$our_worst <= 1 && $our_worst <= $their_worst + 0.1")"
  rm -f "$file"
}

# worst_cents SO_FAR READ TRUE: the larger deviation; a tone that was not read at all is an octave off.
worst_cents() {
  awk -v worst="$1" -v hertz="$2" -v true_hz="$3" 'BEGIN {
    cents = hertz > 0 ? 1200 * log(hertz / true_hz) / log(2) : 1200
    if (cents < 0) cents = -cents
    print (cents > worst ? cents : worst) }'
}
