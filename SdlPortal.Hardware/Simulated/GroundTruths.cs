using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Hardware.Simulated;

/// <summary>Reads a table of results by the name or path that a campaign gives; null when there is none.</summary>
public delegate Task<string?> ReadTable(string nameOrPath, CancellationToken cancellationToken);

/// <summary>Turns what a definition says about its ground truth into the truth itself, or into the problem that a person can mend.</summary>
internal static class GroundTruths
{
    private const string Path = "groundTruth";

    /// <summary>One table is one surface: campaigns with different seeds search the same one.</summary>
    private const long SurfaceSeed = 0;

    public static async Task<(GroundTruth? Truth, Problem? Problem)> BuildAsync(CampaignDefinition definition, ReadTable? readTable, bool offThread, CancellationToken cancellationToken)
    {
        try
        {
            return definition.GroundTruth switch
            {
                null => (BuiltIn(definition, CoatingGroundTruth.Name, null), null),
                { Kind: GroundTruthKind.Function } function => (BuiltIn(definition, function.NameOrPath, function.Noise), null),
                var table => await FromTableAsync(definition, table, readTable, offThread, cancellationToken),
            };
        }
        catch (GroundTruthException e) when (definition.GroundTruth is null)
        {
            return (null, new Problem(Path, $"The simulated stations do not know what to measure: no ground truth is given, and the coating does not fit. {e.Message}", "Name a ground truth: a function, or a table of results."));
        }
        catch (GroundTruthException e)
        {
            return (null, new Problem(Path, e.Message, "Change the ground truth or the parameters."));
        }
        catch (ResultTableException e)
        {
            return (null, new Problem(Path, e.Message, "Mend the table or choose another one."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, new Problem(Path, $"The table '{definition.GroundTruth?.NameOrPath}' cannot be read: {e.Message}", "Check that it exists and may be read."));
        }
    }

    public static MeasuringFunction Measuring(GroundTruth truth) => (configuration, seed) =>
        [.. truth.Measure(configuration, seed).Select((value, i) => new MeasuredValue(truth.Objectives[i].Name, value))];

    private static GroundTruth BuiltIn(CampaignDefinition definition, string name, double? noise) =>
        GroundTruth.BuiltIn(name, definition.Space, definition.Objectives, noise);

    private static async Task<(GroundTruth? Truth, Problem? Problem)> FromTableAsync(
        CampaignDefinition definition, GroundTruthSource source, ReadTable? readTable, bool offThread, CancellationToken cancellationToken)
    {
        var text = readTable is null ? null : await readTable(source.NameOrPath, cancellationToken);
        if (text is null)
            return (null, new Problem(Path, $"There is no table '{source.NameOrPath}'.", "Upload it, or name one that exists."));
        EquatableList<double>? noise = source.Noise is { } sd ? definition.Objectives.Select(_ => sd).ToEquatableList() : null;
        TableGroundTruth Fit() => TableGroundTruth.Fit(
            definition.Space, definition.Objectives, ResultTable.Read(new StringReader(text), definition.Space, definition.Objectives).Rows, noise, SurfaceSeed, cancellationToken: cancellationToken);
        return (offThread ? await Task.Run(Fit, cancellationToken) : Fit(), null);
    }
}
