using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Quality;

public sealed class QuirksTests
{
    [SharedDataFact]
    public void Every_oddity_that_the_descriptions_of_real_tables_name_is_found_without_being_told()
    {
        var reports = Quirks.Tables.Keys.ToDictionary(k => k, Quirks.Report, StringComparer.Ordinal);

        Assert.All(Quirks.All, quirk => Assert.True(reports[quirk.Set].Checks.First(c => c.Check == quirk.Check) is var check && check.Findings.Any(quirk.Found),
            $"{quirk.Set}: {quirk.What}\n{string.Join('\n', check.Findings.Select(f => f.Sentence).Append(check.Sentence))}"));
    }
}
