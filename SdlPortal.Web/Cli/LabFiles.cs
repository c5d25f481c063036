using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Line;

namespace SdlPortal.Web.Cli;

/// <summary>Lab files (docs/lab-file.md) on the command line.</summary>
internal static class LabFiles
{
    /// <summary>The lab of a file, or without one the smallest that can run the campaign (null when that could not be read); null after every problem was printed, one line each.</summary>
    public static async Task<LabModel?> ReadAsync(FileInfo? file, CampaignDefinition? definition, TextWriter error, CancellationToken cancellationToken)
    {
        if (file is null)
            return definition is null ? null : LabModel.For(definition.Workflow);
        try
        {
            return LabFile.Read(await File.ReadAllTextAsync(file.FullName, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The lab file cannot be read: {e.Message}");
        }
        catch (DefinitionException e)
        {
            await ProblemLines.WriteAsync(file.Name, e.Problems, error);
        }

        return null;
    }
}
