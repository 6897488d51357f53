using System.Runtime.InteropServices;
using Microsoft.ML.Trainers.LightGbm;

namespace CityOps.Models.GroupRental;

/// <summary>LightGBM's own library: training needs it, scoring does not.</summary>
public static class NativeLearner
{
    private const string Library = "lib_lightgbm";

    private static readonly Lazy<bool> Loads = new(() => NativeLibrary.TryLoad(Library, typeof(LightGbmRegressionTrainer).Assembly, searchPath: null, out _));

    /// <summary>Why nothing can be trained on this machine and what to do, or null where it can.</summary>
    public static string? WhyMissing => Loads.Value
        ? null
        : $"Training needs LightGBM's library, which does not load on {RuntimeInformation.RuntimeIdentifier}: it is there for x64 on Linux (with libgomp1: apt-get install libgomp1), Windows and macOS. Scoring works without it.";

    /// <exception cref="PlatformNotSupportedException">Nothing can be trained here.</exception>
    internal static void Require()
    {
        if (WhyMissing is { } why)
        {
            throw new PlatformNotSupportedException(why);
        }
    }
}
