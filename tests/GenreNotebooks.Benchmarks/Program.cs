using GenreNotebooks.Benchmarks;
using GenreNotebooks.Cli;
using GenreNotebooks.Native;

LibTorch.Load();
return await CommandLine.InvokeAsync(BenchmarkCommand.Create(), args);
