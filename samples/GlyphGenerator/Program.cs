using GlyphGenerator;
using GlyphGenerator.Grammars;

// Writes <folder>/<set>/<glyph>/<drawer>.png. The same seed gives the same drawings on every machine.
const int GlyphsPerSet = 15;
const int Drawers = 20;
const int Side = 105;
const ulong DefaultSeed = 2;

if (args.Length is 0 or > 2 || (args.Length == 2 && !ulong.TryParse(args[1], out _)))
{
    Console.Error.WriteLine("usage: GlyphGenerator <folder> [seed]");
    return 2;
}

var folder = args[0];
var seed = args.Length == 2 ? ulong.Parse(args[1]) : DefaultSeed;
GlyphGrammar[] grammars =
    [new AngularRunes(), new LoopedScript(), new RingMarks(), new TickedHooks(), new GridMarks(), new Branches()];
Drawer[] drawers = [.. Enumerable.Range(0, Drawers).Select(i => new Drawer(new Dice(seed, 1, (ulong)i)))];

var taken = new List<Glyph>();
var bytes = 0L;
for (var set = 0; set < grammars.Length; set++)
{
    var glyphs = grammars[set].Invent(GlyphsPerSet, new Dice(seed, 2, (ulong)set), taken);
    taken.AddRange(glyphs);
    for (var glyph = 0; glyph < glyphs.Count; glyph++)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, grammars[set].SetName, $"glyph{glyph + 1:00}"));
        for (var drawer = 0; drawer < drawers.Length; drawer++)
        {
            var accidents = new Dice(seed, 3, (ulong)set, (ulong)glyph, (ulong)drawer);
            var png = OneBitPng.Encode(drawers[drawer].Draw(glyphs[glyph], Side, accidents));
            File.WriteAllBytes(Path.Combine(place.FullName, $"drawer{drawer + 1:00}.png"), png);
            bytes += png.Length;
        }
    }
}

Console.WriteLine($"{grammars.Length} sets, {taken.Count} glyphs, {taken.Count * Drawers} images, {bytes:N0} bytes in {folder}");
return 0;
