// Front plate: Small build: 128x64 OLED, four knobs, six buttons, seven lights, all on the Pi's own pins.
// Made by `recorder hardware small`; measures in mm.
$fn = 64;

// x, y, diameter
holes = [
  [16, 50, 7.2], // K1
  [41, 50, 7.2], // K2
  [66, 50, 7.2], // K3
  [104, 22, 7.2], // MAIN
  [14, 86, 16.2], // REC key
  [46, 86, 12.2], // STOP key
  [66, 86, 12.2], // PLAY key
  [86, 86, 12.2], // MARK key
  [106, 86, 12.2], // MIX key
  [104, 50, 12.2], // BACK key
  [14, 72, 3.2], // REC light
  [46, 74, 3.2], // STOP light
  [66, 74, 3.2], // PLAY light
  [86, 74, 3.2], // MARK light
  [106, 74, 3.2], // MIX light
  [90, 50, 3.2], // BACK light
  [84, 14, 3.2], // CLIP/WARN light
  [5, 5, 3.2], // screw M3
  [5, 101, 3.2], // screw M3
  [115, 5, 3.2], // screw M3
  [115, 101, 3.2], // screw M3
];

mirror([0, 1, 0])
difference() {
  cube([120, 106, 2]);
  translate([24.8, 14.15, -1]) cube([30.4, 15.7, 4]);
  for (hole = holes) translate([hole[0], hole[1], -1]) cylinder(d = hole[2], h = 4);
}
