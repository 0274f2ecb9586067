namespace Recorder.Simulation.Band.Score;

/// <summary>What the players do in one kind of section; one character is one step of a bar.</summary>
/// <param name="Kick">X accent, x usual, o soft.</param>
/// <param name="Snare">The same; c is a cross-stick.</param>
/// <param name="Hat">The same; O is open.</param>
/// <param name="OnRide">The right hand plays the ride instead of the hi-hat.</param>
/// <param name="Bass">R root accented, r root, 8 octave, 5 fifth, 3 third, a step towards the next root.</param>
/// <param name="Guitar">D accented down-stroke, d down, u up, m palm-muted, s scratch, p picked single notes.</param>
/// <param name="Lead">The second guitar, in the same signs; P is a power chord that rings.</param>
/// <param name="Keys">X held, x short.</param>
internal sealed record Groove(
    string Kick, string Snare, string Hat, bool OnRide, string Bass, string Guitar, string Lead, string Keys);

/// <summary>A manner of playing.</summary>
/// <param name="Name">What a musician would call it.</param>
/// <param name="Beats">Beats of a bar.</param>
/// <param name="StepsPerBeat">Steps of a beat.</param>
/// <param name="SlowBpm">Slowest tempo.</param>
/// <param name="FastBpm">Fastest tempo.</param>
/// <param name="Swing">How late every second step is, as a share of a step.</param>
/// <param name="MinorShare">How often its songs are in minor.</param>
/// <param name="Sevenths">Chords have four notes.</param>
/// <param name="Drive">The first guitar's amplifier, 0.5 usual.</param>
/// <param name="Verse">Groove of intro, verse and bridge.</param>
/// <param name="Chorus">Groove of the chorus.</param>
internal sealed record Style(
    string Name, int Beats, int StepsPerBeat, double SlowBpm, double FastBpm, double Swing, double MinorShare, bool Sevenths,
    float Drive, Groove Verse, Groove Chorus)
{
    /// <summary>Steps of a bar.</summary>
    public int Steps => Beats * StepsPerBeat;

    public static readonly Style[] All =
    [
        new("Rock", 4, 4, 118, 142, 0, 0.4, false, 0.55f,
            new("X.......X.X.....", "....X.......X...", "x.o.x.o.x.o.x.o.", false,
                "R.r.r.r.r.r.r.a.", "D.m.m.m.d.m.m.m.", "p...p.p...p.p...", "X..............."),
            new("X.....x.X.X...x.", "....X.......X..o", "X.x.X.x.X.x.X.x.", true,
                "R.r.r.8.r.r.5.a.", "D...d.u.D.d.u.d.", "P.......P.......", "X.......X.......")),
        new("Ballad", 4, 4, 66, 80, 0, 0.5, true, 0.2f,
            new("X.........x.....", "........c.......", "x.o.x.o.x.o.x.o.", false,
                "R.......r...5...", "p.p.p.p.p.p.p.p.", "................", "X.......X......."),
            new("X.....x...x.....", "........X.......", "x.x.x.x.x.x.x.x.", true,
                "R.....r.5...r.a.", "D...d.u...d.u.d.", "P...............", "X...x...X...x...")),
        new("Funk", 4, 4, 94, 108, 0.12, 0.7, true, 0.12f,
            new("X..x..X...x..x..", "....X..o.o..X..o", "x.xxx.xxx.xxx.xO", false,
                "R..r..8.r..5..a.", "..DsusD.sus.D.su", "................", "...x......x....."),
            new("X..x..X..xx..x..", "....X..o.o..X.oo", "X.x.X.x.X.x.X.xO", false,
                "R.rr..8.R..5.8a.", "D.susuD.susuD.su", "P.......p..p..p.", "x..x..x...x..x..")),
        new("Shuffle", 4, 3, 104, 132, 0, 0.3, true, 0.4f,
            new("X.....X....x", "...X.....X..", "X.xX.xX.xX.x", false,
                "R.r3.35.58.a", "D.uD.uD.uD.u", "..p..p..p...", "..x...x....."),
            new("X....xX....x", "...X..o..X.o", "X.xX.xX.xX.x", true,
                "R.35.r8.53.a", "D.uD.uD.uD.u", "P.....P.....", "..x..x..x..x")),
        new("Disco", 4, 4, 112, 124, 0, 0.6, true, 0.15f,
            new("X...X...X...X...", "....X.......X...", "x.O.x.O.x.O.x.O.", false,
                "R.8.r.8.r.8.r.8.", "..d...d...d...du", "p.p..p.p..p.p...", "X..............."),
            new("X...X...X...X...", "....X.......X..o", "xxOxxxOxxxOxxxOx", false,
                "R.8.r.8.5.8.r.a.", "..Ds..Ds..Ds..Du", "P...............", "x..x..x.x..x..x.")),
        new("Waltz", 3, 4, 84, 112, 0, 0.4, false, 0.3f,
            new("X...........", "....c...c...", "x...x.o.x.o.", false,
                "R.......5...", "p.p.p.p.p.p.", "............", "X..........."),
            new("X.......x...", "....X...X...", "X...x.x.x.x.", true,
                "R...5...r.a.", "D...d.u.d.u.", "P...........", "X...x...x...")),
    ];
}
