namespace SdlPortal.Domain.Simulation.Studies.Findings;

public enum Verdict
{
    Holds,
    DoesNotHold,

    /// <summary>The study lacks what would decide it; the sentence says what.</summary>
    NotTestable,
}

/// <summary>The numbers that a verdict rests on, as rows of text.</summary>
public sealed record Evidence(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public static Evidence None { get; } = new([], []);
}

/// <summary>A claim about the strategies, checked against one study.</summary>
/// <param name="Key">Short and stable, for links: "beats-random".</param>
/// <param name="Claim">What is claimed, a sentence.</param>
/// <param name="Sentence">What the study says to it, with numbers.</param>
public sealed record Finding(string Key, string Claim, Verdict Verdict, string Sentence)
{
    /// <summary>True for a finding of Wen, Zeitler and Rupnow 2023 (arXiv 2312.03466), false for a question of our own.</summary>
    public bool IsOfThePaper { get; init; } = true;

    public Evidence Evidence { get; init; } = Evidence.None;

    /// <summary>The cells that decide it.</summary>
    public IReadOnlyList<StudyCell> Cells { get; init; } = [];

    public string VerdictText => Verdict switch
    {
        Verdict.Holds => IsOfThePaper ? "reproduced" : "yes",
        Verdict.DoesNotHold => IsOfThePaper ? "not reproduced" : "no",
        _ => "not testable with this study",
    };

    internal static Finding NotTestable(string key, string claim, string why) => new(key, claim, Verdict.NotTestable, why);
}
