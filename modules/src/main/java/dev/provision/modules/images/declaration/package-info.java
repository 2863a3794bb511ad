/**
 * What a playbook declares of an image: in goes an {@link
 * dev.provision.modules.images.declaration.ImageSpec}, out comes an {@link
 * dev.provision.modules.images.declaration.ImageWanted}, with the file's content folded in and held
 * against what is said of it.
 */
package dev.provision.modules.images.declaration;
