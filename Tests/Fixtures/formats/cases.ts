# a comment
@problemName Toy
@timeStamps false
@univariate false
@dimensions 2
@equalLength false
@classLabel true right left
@data
2.2527,1.1018,-0.8806,-0.672:-1.9156,-0.3299,-0.6563,0.3802:left
-0.1101,-1.8296:1.4826,-0.0031:right
-0.8921,-2.1181,0.2102:0.7759,-0.3437,-1.4843:left
0.9852:0.1787:left
