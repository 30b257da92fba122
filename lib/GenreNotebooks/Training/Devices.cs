using TorchSharp;
using static TorchSharp.torch;

namespace GenreNotebooks.Training;

internal static class Devices
{
    public static Device Choose(string name)
    {
        Native.LibTorch.Load();
        var cuda = torch.cuda.is_available();
        if (name == "cuda" && !cuda)
        {
            throw new InputException("The option Device is cuda, but LibTorch finds no CUDA here: expected cpu or auto.");
        }
        return cuda && name != "cpu" ? CUDA : CPU;
    }
}
