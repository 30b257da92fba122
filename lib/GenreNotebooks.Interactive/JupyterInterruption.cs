using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;

namespace GenreNotebooks.Interactive;

/// <summary>
/// Jupyter's stop button. The tool's kernel logs Jupyter's interrupt message (with <c>interrupt_mode</c> <c>message</c> in
/// <c>kernel.json</c>) but does not act on it. So this reads the log.
/// </summary>
internal static class JupyterInterruption
{
    private const string Message = "\"interrupt_request\"";
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static Kernel? running;

    /// <summary>Cancels the kernel's command when Jupyter asks for it; does nothing in other engines.</summary>
    public static void CancelIn(Kernel kernel)
    {
        var jupyter = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == "Microsoft.DotNet.Interactive.Jupyter");
        if (jupyter?.GetType("Pocket.Logger")?.GetEvent("Posted", Static) is not { EventHandlerType: { } handler } posted)
        {
            return;
        }
        running = kernel.RootKernel;
        var read = typeof(JupyterInterruption).GetMethod(nameof(Read), Static)!.MakeGenericMethod(handler.GetGenericArguments());
        posted.GetAddMethod(nonPublic: true)!.Invoke(null, [Delegate.CreateDelegate(handler, read)]);
    }

    // An entry is a tuple: a format, its arguments, and more. On another thread, since this one reads Jupyter's messages.
    private static void Read<T>(T entry)
    {
        if (entry is ITuple { Length: > 1 } parts && parts[1] is object[] arguments && arguments.OfType<string>().Any(text => text.Contains(Message, StringComparison.Ordinal)))
        {
            _ = Task.Run(() => running?.SendAsync(new Cancel()));
        }
    }
}
