using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Vhe.MLNet.Tests.Readme;

/// <summary>The snippets of README.md that take too long, or a host, to be run: they compile. The first one is run by the
/// tests of the package.</summary>
internal static class Snippets
{
    public static void Service(IHostApplicationBuilder builder)
    {
        // begin
        builder.Services.AddVheFewShot("stamps", options =>
        {
            options.SupportFolder = "stamps";    // class/image.png
            options.StoreFolder = "store";       // classes added at run time survive restarts
            options.Threads = 1;
        });
        // Inject [FromKeyedServices("stamps")] IFewShotService: classifies, generates, scores, adds and removes classes.
        builder.Services.AddHealthChecks().AddVheFewShot("stamps");   // metrics and activities: AddMeter, AddSource("Vhe.MLNet")
        // end
    }

    public static void OwnModel(MLContext mlContext)
    {
        // begin
        var background = mlContext.Data.LoadFromImageFolder("glyphs");   // class/image.png or group/class/image.png
        var training = mlContext.Transforms.LoadGlyphs()
            .Append(mlContext.Transforms.VariationalHomoencoder(steps: 3000));
        var model = training.Fit(background).LastTransformer.Model;      // in place of VhePretrained.Glyphs
        // end
    }
}
