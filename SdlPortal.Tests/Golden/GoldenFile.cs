using System.Text.Json;

namespace SdlPortal.Tests.Golden;

/// <summary>A file of reference numbers beside the test assembly (see ORIGIN.md).</summary>
internal static class GoldenFile
{
    public static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".json"))).RootElement;

    public static double[] Vector(this JsonElement element) => [.. element.EnumerateArray().Select(v => v.GetDouble())];

    public static double[][] Matrix(this JsonElement element) => [.. element.EnumerateArray().Select(r => r.Vector())];

    /// <summary>Equal to a relative tolerance, or absolutely where the expected number is small.</summary>
    public static void Close(double expected, double actual, double tolerance, string what = "") =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{what}: expected {expected:R}, got {actual:R}");
}
