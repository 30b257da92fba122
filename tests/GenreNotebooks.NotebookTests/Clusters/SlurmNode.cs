using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using GenreNotebooks.NotebookTests.Engines;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests.Clusters;

/// <summary>
/// Slurm on this machine as a cluster of one node, with its own key, ports and folder, so that a running Slurm is not disturbed. It ends with this
/// object and leaves nothing behind. Skips the test where it cannot start.
/// </summary>
internal sealed class SlurmNode : IAsyncDisposable
{
    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue", "scancel", "sinfo"];
    private static readonly string[] MungeFiles = ["socket", "key-file", "pid-file", "log-file", "seed-file"];

    private readonly TemporaryFolder folder = new();
    private readonly List<Process> daemons = [];

    private SlurmNode()
    {
    }

    public static async Task<SlurmNode> StartAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Slurm's daemons need Linux and root");
        var missing = Programs.Where(program => Find(program) is null).ToList();
        Assert.SkipWhen(missing.Count > 0, $"not installed: {string.Join(", ", missing)} (Debian: apt-get install slurm-wlm munge)");
        var node = new SlurmNode();
        try
        {
            node.WriteFiles();
            string[] files = [.. MungeFiles.Select(file => $"--{file}={node.folder.File($"munge.{file}")}")];
            node.Start("munged", ["--foreground", .. files]);
            await Waiting.UntilAsync(() => Task.FromResult(File.Exists(node.folder.File("munge.socket"))));
            node.Start("slurmctld", "-D");
            node.Start("slurmd", "-D", "-N", "localhost");
            await Waiting.UntilAsync(async () => (await node.RunAsync("sinfo", "--noheader", "--format=%T")).Log.Trim() == "idle");
            return node;
        }
        catch (TimeoutException)
        {
            var log = string.Join('\n', Directory.GetFiles(node.folder.Path, "*.log*").SelectMany(file => File.ReadLines(file).TakeLast(3)));
            await node.DisposeAsync();
            Assert.Skip($"Slurm did not start: {log}");
            throw;
        }
    }

    /// <summary>Runs one of Slurm's programs.</summary>
    /// <param name="program">The program, such as <c>sbatch</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    public Task<FinishedProcess> RunAsync(string program, params string[] arguments) => RunInAsync(folder.Path, program, arguments);

    /// <summary>Runs one of Slurm's programs in a working directory.</summary>
    public Task<FinishedProcess> RunInAsync(string directory, string program, params string[] arguments) =>
        FinishedProcess.RunAsync(StartInfo(program, arguments, directory));

    /// <summary>What <c>scontrol show job</c> says of a task of an array.</summary>
    public async Task<string> ShowAsync(string task) => (await RunAsync("scontrol", "show", "job", "--oneliner", task)).Log;

    /// <summary>Waits until no job is queued or runs.</summary>
    public Task EmptyAsync() => Waiting.UntilAsync(async () => (await RunAsync("squeue", "--noheader")) is { Exit: 0, Log: "" });

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (daemons.Count == 3)
            {
                await RunAsync("scancel", "--user=root");
                await EmptyAsync();
            }
        }
        finally
        {
            Enumerable.Reverse(daemons).ToList().ForEach(End);
            folder.Dispose();
        }
    }

    private static void End(Process daemon)
    {
        Signals.Send("TERM", daemon.Id);
        if (!daemon.WaitForExit(10_000))
        {
            daemon.Kill(entireProcessTree: true);
        }
        daemon.Dispose();
    }

    private void WriteFiles()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // the test is skipped
        }
        Directory.CreateDirectory(folder.File("state"));
        Directory.CreateDirectory(folder.File("spool"));
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_001_001); // munge wants everybody to reach its socket
        File.WriteAllBytes(folder.File("munge.key-file"), RandomNumberGenerator.GetBytes(128));
        File.SetUnixFileMode(folder.File("munge.key-file"), UnixFileMode.UserRead);
        File.WriteAllText(folder.File("slurm.conf"), $"""
            ClusterName=test
            SlurmctldHost=localhost(127.0.0.1)
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            SlurmUser=root
            SlurmdUser=root
            AuthType=auth/munge
            # A requeued job waits until the credential of its first start has expired: 5 seconds, not 120.
            AuthInfo=socket={folder.File("munge.socket")},cred_expire=5
            ProctrackType=proctrack/pgid
            TaskPlugin=task/none
            MpiDefault=none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=1,bf_interval=1
            KillWait=1
            SlurmdParameters=config_overrides
            StateSaveLocation={folder.File("state")}
            SlurmdSpoolDir={folder.File("spool")}
            SlurmctldPidFile={folder.File("slurmctld.pid")}
            SlurmdPidFile={folder.File("slurmd.pid")}
            SlurmctldLogFile={folder.File("slurmctld.log")}
            SlurmdLogFile={folder.File("slurmd.log")}
            NodeName=localhost NodeAddr=127.0.0.1 CPUs=4 RealMemory=4000
            PartitionName=all Nodes=localhost Default=YES MaxTime=INFINITE State=UP

            """);
    }

    private void Start(string program, params string[] arguments)
    {
        var daemon = Process.Start(StartInfo(program, arguments, folder.Path))!;
        daemon.StandardInput.Close();
        daemon.BeginOutputReadLine();
        daemon.BeginErrorReadLine();
        daemons.Add(daemon);
    }

    private ProcessStartInfo StartInfo(string program, string[] arguments, string directory) => new(Find(program)!, arguments)
    {
        WorkingDirectory = directory,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["SLURM_CONF"] = folder.File("slurm.conf") },
    };

    // Daemons are not on the path of every shell.
    private static string? Find(string program) => $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':')
        .Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
