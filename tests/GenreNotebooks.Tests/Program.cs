using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// dotnet test would list each test of a suite as skipped, some seven hundred lines. Unless something is asked for, it leaves the suites out.
string[] asked = Array.Exists(args, arg => arg == "--explicit" || arg.StartsWith("--filter", StringComparison.Ordinal)) ? args : [.. args, "--filter-not-trait", "Suite=*"];
return args.Contains("--server") ? await TestPlatformTestFramework.RunAsync(asked, (_, _) => { }) : await ConsoleRunner.Run(args);
