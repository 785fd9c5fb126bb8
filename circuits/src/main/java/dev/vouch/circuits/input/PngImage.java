package dev.vouch.circuits.input;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.ValueInfo;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * PNG images as network inputs. The picture must have exactly the size the network takes; grey for
 * one channel, RGB for three, channels first or last; a network that takes a flat vector gets the
 * rows of a grey picture. Transparency and 16-bit channels are refused.
 */
final class PngImage {
  private PngImage() {}

  /**
   * Reads a file.
   *
   * @param input type and shape of the network's input
   * @return a tensor of that shape
   * @throws MalformedTensorException if the file is no PNG or does not fit the input
   */
  static TensorData read(Path file, ValueInfo input, PixelNormalisation normalisation)
      throws IOException {
    if (!input.type().isFloating()) {
      throw new MalformedTensorException("an image cannot be the input " + input);
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
      try {
        reader.setInput(in, true, true);
        // The size is checked before pixels are unpacked.
        PixelLayout layout = PixelLayout.of(input.shape(), reader.getWidth(0), reader.getHeight(0));
        if (!normalisation.fits(layout.channels())) {
          throw new MalformedTensorException(
              "the image has "
                  + layout.channels()
                  + " channels, but mean or deviation another number of values");
        }
        return tensor(reader.read(0), layout, input, normalisation);
      } finally {
        reader.dispose();
      }
    } catch (MalformedTensorException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoder throws unchecked exceptions of many kinds on broken files.
      throw new MalformedTensorException(
          file.getFileName() + " is no usable PNG image: " + e.getMessage(), e);
    }
  }

  private static TensorData tensor(
      BufferedImage image, PixelLayout layout, ValueInfo input, PixelNormalisation normalisation)
      throws MalformedTensorException {
    requireChannels(image, layout.channels());
    double[] values = new double[input.size()];
    int[] pixel = new int[4];
    for (int y = 0; y < layout.height(); y++) {
      for (int x = 0; x < layout.width(); x++) {
        readPixel(image, x, y, pixel);
        for (int channel = 0; channel < layout.channels(); channel++) {
          values[layout.cell(x, y, channel)] = normalisation.apply(pixel[channel], channel);
        }
      }
    }
    return TensorData.ofDoubles(input.type(), input.shape(), values);
  }

  private static void requireChannels(BufferedImage image, int channels)
      throws MalformedTensorException {
    ColorModel colours = image.getColorModel();
    if (colours.hasAlpha()) {
      throw new MalformedTensorException("images with transparency are not supported");
    }
    boolean palette = colours instanceof IndexColorModel;
    if (!palette && colours.getComponentSize(0) != Byte.SIZE) {
      throw new MalformedTensorException(
          "images with " + colours.getComponentSize(0) + " bits a channel are not supported");
    }
    int given = palette ? paletteChannels((IndexColorModel) colours) : colours.getNumComponents();
    if (given != channels && !(palette && channels == 3)) {
      throw new MalformedTensorException(
          "the image has " + given + " channels, the network takes " + channels);
    }
  }

  /** 1 if all colours are grey; pictures of 1, 2 and 4 bits a pixel are read as palettes too. */
  private static int paletteChannels(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return 3;
      }
    }
    return 1;
  }

  /** Channel values as stored: no colour conversion. */
  private static void readPixel(BufferedImage image, int x, int y, int[] pixel) {
    Raster raster = image.getRaster();
    if (image.getColorModel() instanceof IndexColorModel palette) {
      int index = raster.getSample(x, y, 0);
      pixel[0] = palette.getRed(index);
      pixel[1] = palette.getGreen(index);
      pixel[2] = palette.getBlue(index);
    } else {
      raster.getPixel(x, y, pixel);
    }
  }
}
