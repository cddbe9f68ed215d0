using Microsoft.ML.Data;
using Kind = Microsoft.ML.Transforms.Image.ImageResizingEstimator.ResizingKind;
using Anchor = Microsoft.ML.Transforms.Image.ImageResizingEstimator.Anchor;

namespace Microsoft.ML.Transforms.Image;

internal static class ImageEditing
{
    // Fill stretches by the nearest pixel; the others keep the aspect ratio, resample, and pad with black or crop.
    public static MLImage Resize(MLImage image, int width, int height, Kind kind, Anchor anchor)
    {
        if (kind == Kind.Fill)
            return Nearest(image, width, height);
        var (across, down) = ((float)width / image.Width, (float)height / image.Height);
        bool pad = kind == Kind.IsoPad;
        float scale = pad == across < down ? across : down;
        int scaledWidth = Math.Max(1, (int)(image.Width * scale));
        int scaledHeight = Math.Max(1, (int)(image.Height * scale));
        int x = Shift(width - (image.Width * scale), anchor == Anchor.Left, anchor == Anchor.Right, pad);
        int y = Shift(height - (image.Height * scale), anchor == Anchor.Top, anchor == Anchor.Bottom, pad);
        var scaled = Stb.Resize(image.ToRgba(), image.Width, image.Height, scaledWidth, scaledHeight);
        var rgba = new byte[width * height * 4];
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                var (fromX, fromY) = (column - x, row - y);
                int to = 4 * ((row * width) + column);
                rgba[to + 3] = 255;
                if (fromX < 0 || fromX >= scaledWidth || fromY < 0 || fromY >= scaledHeight)
                    continue;
                int from = 4 * ((fromY * scaledWidth) + fromX);
                for (int c = 0; c < 3; c++)
                    rgba[to + c] = (byte)(scaled[from + c] * scaled[from + 3] / 255);
            }
        }
        return MLImage.FromRgba(width, height, rgba);
    }

    private static int Shift(float space, bool first, bool last, bool pad)
        => pad ? (int)(space / 2) : first ? 0 : last ? (int)space : (int)(space / 2);

    private static MLImage Nearest(MLImage image, int width, int height)
    {
        var source = image.Pixels;
        var pixels = new byte[width * height * 4];
        for (int row = 0; row < height; row++)
        {
            int fromRow = Math.Min(image.Height - 1, (int)((row + 0.5) * image.Height / height));
            for (int column = 0; column < width; column++)
            {
                int fromColumn = Math.Min(image.Width - 1, (int)((column + 0.5) * image.Width / width));
                source.Slice(4 * ((fromRow * image.Width) + fromColumn), 4).CopyTo(pixels.AsSpan(4 * ((row * width) + column)));
            }
        }
        return new MLImage(width, height, image.PixelFormat, pixels);
    }
}
