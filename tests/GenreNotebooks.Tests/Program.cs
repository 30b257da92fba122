using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// dotnet test would list each test of a suite as skipped, some seven hundred lines: unless something is asked for, the suites are left out.
string[] asked = Array.Exists(args, arg => arg.StartsWith("--explicit", StringComparison.Ordinal) || arg.StartsWith("--filter", StringComparison.Ordinal)) ? args : [.. args, "--filter-not-trait", "Suite=*"];
return args.Contains("--server") ? await TestPlatformTestFramework.RunAsync(asked, (_, _) => { }) : await ConsoleRunner.Run(args);
