// Front plate: Reference build: 256x64 OLED, nine knobs, eight buttons, eight lights.
// Made by `recorder hardware full`; measures in mm.
$fn = 64;

// x, y, diameter
holes = [
  [20, 62, 7.2], // K1
  [46, 62, 7.2], // K2
  [72, 62, 7.2], // K3
  [98, 62, 7.2], // K4
  [124, 62, 7.2], // K5
  [150, 62, 7.2], // K6
  [176, 62, 7.2], // K7
  [202, 62, 7.2], // K8
  [238, 28, 7.2], // MAIN
  [24, 93, 16.2], // REC key
  [66, 93, 12.2], // STOP key
  [102, 93, 12.2], // PLAY key
  [138, 93, 12.2], // MARK key
  [174, 93, 12.2], // MIX key
  [210, 93, 12.2], // MASTER key
  [238, 62, 12.2], // BACK key
  [24, 79.5, 3.2], // REC light
  [66, 79.5, 3.2], // STOP light
  [102, 79.5, 3.2], // PLAY light
  [138, 79.5, 3.2], // MARK light
  [174, 79.5, 3.2], // MIX light
  [210, 79.5, 3.2], // MASTER light
  [226, 48, 3.2], // BACK light
  [206, 34, 3.2], // CLIP/WARN light
  [5, 5, 3.2], // screw M3
  [5, 107, 3.2], // screw M3
  [255, 5, 3.2], // screw M3
  [255, 107, 3.2], // screw M3
];

mirror([0, 1, 0])
difference() {
  cube([260, 112, 2]);
  translate([23.1, 15.9, -1]) cube([77.8, 20.2, 4]);
  for (hole = holes) translate([hole[0], hole[1], -1]) cylinder(d = hole[2], h = 4);
}
