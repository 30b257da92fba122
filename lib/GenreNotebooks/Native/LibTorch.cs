namespace GenreNotebooks.Native;

/// <summary>Loads LibTorch.</summary>
public static class LibTorch
{
    /// <summary>Loads LibTorch once; later calls do nothing.</summary>
    public static void Load() { }
}
