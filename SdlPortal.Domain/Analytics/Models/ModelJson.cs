using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdlPortal.Domain.Analytics.Models.Trees;
using SdlPortal.Domain.MetaAnalysis.Analysis;

namespace SdlPortal.Domain.Analytics.Models;

/// <summary>How families write their fitted models: records as <see cref="AnalysisJson"/> has them, long rows of numbers packed into base64 text, little-endian, so that every bit stays.</summary>
internal static class ModelJson
{
    public static JsonNode Write<T>(T stored) => JsonSerializer.SerializeToNode(stored, AnalysisJson.Options)!;

    /// <exception cref="InvalidDataException">The node is not written so.</exception>
    public static T Read<T>(JsonNode node, string family)
        where T : class
    {
        try
        {
            return node.Deserialize<T>(AnalysisJson.Options) ?? throw Damaged(family, "it is empty");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Damaged(family, e.Message);
        }
    }

    public static InvalidDataException Damaged(string family, string why) => new($"The saved model is not one of the family '{family}' or was changed: {why}. Save the model again.");

    /// <exception cref="InvalidDataException">They are no trees over so many columns, or not as many for each output.</exception>
    public static CutTree[] Trees(byte[]? packed, int width, int outputs, string family)
    {
        try
        {
            var trees = CutTree.Unpack(packed ?? [], width);
            return trees.Length > 0 && trees.Length % outputs == 0 ? trees : throw Damaged(family, "trees are missing");
        }
        catch (InvalidDataException e)
        {
            throw Damaged(family, e.Message);
        }
    }

    public static byte[] Pack(ReadOnlySpan<double> values)
    {
        var bytes = new byte[8 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * i), values[i]);
        return bytes;
    }

    public static double[] Unpack(byte[] bytes)
    {
        var values = new double[bytes.Length / 8];
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(8 * i));
        return values;
    }

    /// <summary>True for finite numbers, or whole ones from 0 below the number of classes.</summary>
    public static bool AreOutcomes(double[] outcomes, int classes) =>
        Array.TrueForAll(outcomes, y => double.IsFinite(y) && (classes == 0 || (y >= 0 && y < classes && y == Math.Floor(y))));
}
