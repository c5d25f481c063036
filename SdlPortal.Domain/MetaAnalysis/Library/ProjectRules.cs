using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SdlPortal.Domain.MetaAnalysis.Harmonization;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>The versions of a project's rules: rules/0001.json and so on, written once each.</summary>
internal static class ProjectRules
{
    /// <exception cref="RunLibraryException">There is no such version, or its file is damaged.</exception>
    public static HarmonizationRules Read(string folder, ProjectState state, int version)
    {
        if (version == 0)
            return HarmonizationRules.None;
        var known = state.Rules.FirstOrDefault(r => r.Version == version) ?? throw new RunLibraryException($"There is no version {version} of the rules; the newest is {state.RulesVersion}.");
        var path = PathOf(folder, version);
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(bytes)), known.Sha256, StringComparison.Ordinal))
                throw new RunLibraryException($"{path} is damaged: it is not the one that was written. Restore that file from a backup, or save the rules anew.");
            var (rules, problems) = RulesFile.Read(Encoding.UTF8.GetString(bytes));
            return rules ?? throw new RunLibraryException($"{path} cannot be used: {string.Join(' ', problems)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunLibraryException($"{path} cannot be read: {e.Message.TrimEnd('.')}. Restore that file from a backup, or save the rules anew.", e);
        }
    }

    /// <returns>What happened; null where the rules are those in force.</returns>
    public static RulesSaved? Write(string folder, ProjectState state, HarmonizationRules rules, string comment)
    {
        var bytes = Encoding.UTF8.GetBytes(RulesFile.Write(rules));
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (state.Rules.Count == 0 ? rules == HarmonizationRules.None : string.Equals(state.Rules[^1].Sha256, sha256, StringComparison.Ordinal))
            return null;
        Directory.CreateDirectory(Path.Combine(folder, "rules"));
        var version = state.RulesVersion + 1;
        WholeFile.Write(PathOf(folder, version), file => file.Write(bytes));
        return new RulesSaved(version, sha256, comment);
    }

    private static string PathOf(string folder, int version) => Path.Combine(folder, "rules", string.Create(CultureInfo.InvariantCulture, $"{version:0000}.json"));
}
