using GenreNotebooks.Benchmarks;
using GenreNotebooks.Native;

LibTorch.Load();
return await BenchmarkCommand.InvokeAsync(args);
