using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>What comes up while something is brought into a campaign's words; everything is said once.</summary>
internal sealed class FitNotes
{
    private readonly List<Problem> problems = [];
    private readonly List<string> remarks = [];

    public IReadOnlyList<Problem> Problems => problems;

    public IReadOnlyList<string> Remarks => remarks;

    public void Problem(string path, string message, string remedy)
    {
        var problem = new Problem(path, message, remedy);
        if (!problems.Contains(problem))
            problems.Add(problem);
    }

    public void Remark(string sentence)
    {
        if (!remarks.Contains(sentence, StringComparer.Ordinal))
            remarks.Add(sentence);
    }
}
