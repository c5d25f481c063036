using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Analysis;

namespace SdlPortal.Domain.Analytics;

/// <summary>
/// Something that can be asked of any table: a pure function of the table and of settings, the same bytes on any machine and for any number of threads. Settings and results are records that <see cref="AnalysisJson"/> can write and read,
/// so that answers are kept by what was asked of which data.
/// </summary>
/// <param name="Name">Short and stable, for files and links: "correlation".</param>
/// <param name="Version">Counted up whenever the same question may get another answer.</param>
/// <param name="Title">For people: "Correlation".</param>
/// <param name="Do">Results say in sentences what was left out, sampled or could not be answered; only what nobody could foresee throws.</param>
public sealed record TableAnalysis<TSettings, TResult>(string Name, int Version, string Title, Func<DataTable, TSettings, AnalysisStep, TResult> Do)
    where TSettings : class
    where TResult : class
{
    /// <summary>What an answer is kept under: this question of this data. 16 lower-case hexadecimal digits.</summary>
    public string Key(string dataHash, TSettings settings) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Name}\n{Version}\n{dataHash}\n{JsonSerializer.Serialize(settings, AnalysisJson.Options)}")))[..16];
}

/// <summary>How an analysis is at work: with how many threads, where it says how far it is, and when it shall stop.</summary>
/// <param name="Report">The share done, 0 to 1, and what it does now ("growing trees"); null words leave the last ones.</param>
public sealed record AnalysisStep(int Threads, Action<double, string?> Report, CancellationToken Cancellation)
{
    /// <summary>For tests and the command line's small work.</summary>
    public static AnalysisStep Quiet { get; } = new(1, (_, _) => { }, CancellationToken.None);

    /// <summary>A part of the work that goes from one share to another.</summary>
    public AnalysisStep Part(double from, double to) => this with { Report = (share, words) => Report(from + ((to - from) * share), words) };
}
