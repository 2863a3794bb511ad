package dev.provision.vsphere.soap;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A vim25 data object of ours, for what yavijava's schema (6.0) lacks: a public class with a public
 * constructor without parameters, whose public fields are the elements of the type. It extends the
 * yavijava class that it specializes, or the one of the same wire name to which it adds fields.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WireType {
  /** The type's name in the schema: {@code VirtualTPM}. */
  String name();

  /** The first vSphere API version that has it: {@code 6.7}. An older server refuses it. */
  String since();

  /**
   * A field that newer versions insert among those of a superclass. vCenter reads elements in the
   * schema's order, and the order is not that of age: {@code efiSecureBootEnabled}, since 6.5,
   * comes before {@code bootRetryEnabled}, which 5.0 has.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.FIELD)
  @interface Before {
    /** The wire name of the inherited field that follows. */
    String value();
  }
}
