package dev.provision.vsphere.kind;

import dev.provision.spi.schema.Ref;
import java.util.Map;

/** A declaration of an object that can have values of custom attributes. */
public interface HasCustomAttributes {
  /** By attribute; an empty text stands for no value. */
  Map<Ref, String> customAttributes();
}
