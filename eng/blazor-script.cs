#:property PublishAot=false
#:property TreatWarningsAsErrors=false
// Reads the manifest resource _framework/blazor.web.js out of Microsoft.AspNetCore.Components.Endpoints.dll
// and writes it to a file.   Usage: dotnet run blazor-script.cs -- SOURCE.dll TARGET.js
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

const string ResourceName = "_framework/blazor.web.js";
if (args.Length != 2)
{
    Console.Error.WriteLine("Usage: dotnet run blazor-script.cs -- SOURCE.dll TARGET.js");
    return 2;
}

using var stream = File.OpenRead(args[0]);
using var image = new PEReader(stream);
var metadata = image.GetMetadataReader();
foreach (var handle in metadata.ManifestResources)
{
    var resource = metadata.GetManifestResource(handle);
    if (metadata.GetString(resource.Name) != ResourceName)
        continue;
    var start = image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress + (int)resource.Offset;
    var block = image.GetSectionData(start);
    var length = BitConverter.ToInt32(block.GetContent(0, 4).AsSpan());
    Directory.CreateDirectory(Path.GetDirectoryName(args[1])!);
    await File.WriteAllBytesAsync(args[1], [.. block.GetContent(4, length)]);
    return 0;
}

Console.Error.WriteLine($"{args[0]} has no resource {ResourceName}.");
return 1;
