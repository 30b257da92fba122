using GenreNotebooks.Benchmarks;
using GenreNotebooks.Native;

if (args is not ["ratio", .. var options])
{
    Console.Error.WriteLine("error: expected ratio [--rounds N] [--json FILE]");
    return 1;
}
LibTorch.Load();
var rounds = options.SkipWhile(option => option != "--rounds").Skip(1).FirstOrDefault() is { } count ? int.Parse(count, null) : 3;
Ratio.Measure(rounds, options.SkipWhile(option => option != "--json").Skip(1).FirstOrDefault());
return 0;
