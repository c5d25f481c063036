using System.Text.Json;
using System.Text.Json.Serialization;
using SdlPortal.Domain.Files;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.MetaAnalysis.Surveys;

/// <summary>What the portal keeps beside a project's runs: its latest survey and what people have chosen to look at. All of it can be made again; a file that cannot be read is as if it were not there.</summary>
internal static class PortalFiles
{
    private const string FolderName = "portal";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new EquatableListConverterFactory() },
    };

    public static Survey? ReadSurvey(RunProject project) => Read<Survey>(project, "survey.json");

    public static SurveyHead? ReadHead(string projectFolder) => Read<SurveyHead>(projectFolder, "survey-head.json");

    public static void Write(RunProject project, Survey survey)
    {
        Write(project, "survey.json", survey);
        Write(project, "survey-head.json", SurveyHead.Of(survey));
    }

    public static AnalysisChoice ReadChoice(RunProject project) => Read<AnalysisChoice>(project, "choice.json") ?? new AnalysisChoice();

    public static void Write(RunProject project, AnalysisChoice choice) => Write(project, "choice.json", choice);

    private static T? Read<T>(RunProject project, string file) where T : class => Read<T>(project.Folder, file);

    private static T? Read<T>(string projectFolder, string file) where T : class => JsonFile.Read<T>(Path.Combine(projectFolder, FolderName, file), Options);

    private static void Write<T>(RunProject project, string file, T value) => JsonFile.Write(Path.Combine(project.Folder, FolderName, file), value, Options);
}
