using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Analytics.Profiles;

public sealed class DataQuirksTests
{
    [SharedDataFact]
    public void Oddities_that_the_descriptions_of_real_tables_name_are_found_without_being_told()
    {
        foreach (var table in DataQuirks.All.GroupBy(q => q.File, StringComparer.Ordinal))
        {
            var profile = DataQuirks.Profile(table.Key);
            Assert.All(table.Where(q => q.Found is not null), q => Assert.True(DataQuirks.Find(profile, q) is not null, $"{q.File}: {q.What}\n{string.Join('\n', profile.Findings.Select(f => $"{f.Check}: {f.Sentence}"))}"));
        }
    }
}
