package dev.provision.simulator.lab;

import com.vmware.vim25.ObjectContent;
import java.io.IOException;

/** Reads the bytes of a state, which the product does only from its file. */
public final class DecodedState {
  private DecodedState() {}

  public static ObjectContent[] of(byte[] bytes) throws IOException {
    return StateFile.decode(bytes);
  }
}
